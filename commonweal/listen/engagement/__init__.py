"""Engagement: which communities there are, who speaks with them, what they said and what became of it.

In come the organisations and areas of the ground and counted sizes from census tables; out go communities and desks for the
weekly return and the exchange, a list of who has not been heard, and the public list of what was said and what was done.
Desk officers own it.
"""
