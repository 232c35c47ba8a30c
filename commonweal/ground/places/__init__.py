"""Places: areas as a tree, with official codes, the days on which they were valid, and their outlines.

Boundary files come in and are checked before anything is stored; out go areas, who lies within whom, and maps that need
no tile server. The administrator owns it.
"""
