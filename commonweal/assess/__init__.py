"""Assess: what do we make of what we heard, and what would follow from what is planned?"""
