"""Commonweal: listen to communities, assess what is planned, act on an agreed plan, answer for it in public."""

__version__ = "0.1.0"
