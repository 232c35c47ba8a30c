"""Publications: what the public may read, and nothing else.

In come approved papers, statements of a plan and decisions; a second person releases them. Out go immutable published
bytes in tables of their own, which are the only tables that a public page reads.
"""
