"""The weekly tension return: what people see in their area, and which areas said nothing at all.

Comes in: answers of contributors, partners, officers and anonymous people, typed, keyed from paper or brought as a table.
Goes out: a level for each area and week with nil, missing, late and not asked kept apart, a summary, and an answer to
everyone who spoke. The analysts own it.
"""
