"""Intake: the papers and plans that people already have, read and kept with every doubt settled in the open.

In comes a file or pasted text; nothing is stored until the person has seen what was understood and keeps it. Out goes the
reading, corrected by what people decided about its doubts, for later stages to pull from. Whoever brings it owns it.
"""
