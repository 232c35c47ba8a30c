"""Exposure: what lies near a route, a place or an area, and how many people of which community?

In come layers that an operator loads (sites by kind, tables of people by area), the boundaries of the ground, the sizes of
communities, and a question: where, and within how many metres. Out goes a study whose answer is worked out once and never
changes, with its map, its tables and a copy that may be disclosed. Whoever asks owns the study; the analyst owns the layers.
"""
