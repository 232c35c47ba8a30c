"""The demonstration: London in the summer of 2010. What lies in `world` goes in, in the order in which it happened and
through the same writes that people use; out comes a house with a year of history behind it. Roles instead of people.
"""
