"""Surveillance: which week or month of an area is out of line with its own past, and what did a person make of it?

Series come in from the stage that listens (counts of the weekly returns, recorded crime by month), each period known,
nil or missing; out go alerts that say by which method and from which earlier periods, and what people answered to them.
The analyst owns it. It watches numbers about areas, never a person or a group.
"""
