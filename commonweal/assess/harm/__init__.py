"""Harm: what does a word mean by which people are acted against, who agreed on it, and does it hold when it is tried?

In come a wording with its limbs, what those who were asked said to it, and cases on which it is tried; out goes one agreed
version at a time, frozen, on which joint working and joint operations rest. Whoever commands writes it, the oversight body
agrees to it. It speaks of kinds of conduct and of cases made up to try it, never of a person.
"""
