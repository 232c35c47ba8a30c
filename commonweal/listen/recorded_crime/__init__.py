"""Recorded crime: how many offences of one class were recorded in each area in each month, from whom, and known since when.

Files of counts come in and are checked row by row before anything is stored; out go monthly series, each with its
source, its limits and the breaks that people know of. Counts alone: nothing here is about an offence or a person. The
analyst owns it.
"""
