"""Reads committee papers and plans out of files that people already have.

In come the bytes of a text, HTML, DOCX, PDF, CSV or XLSX file; out come values (a paper, a plan), a list of doubts and a
list of lines that were not understood. Pure Python: it knows nothing of databases, pages or of the rest of Commonweal.
"""
