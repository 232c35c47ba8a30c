"""How large and how complicated may a file be before it is refused?

The numbers are generous for committee papers (a 200-page paper has under one million characters) and small enough that
no file can tie up the machine it is read on.
"""

from __future__ import annotations

MIB = 1024 * 1024

MAX_BYTES = 20 * MIB
"""Size of a file as it is offered."""

MAX_CHARACTERS = 5_000_000
MAX_LINES = 100_000
MAX_LINE_LENGTH = 100_000
MAX_COLUMNS = 200
MAX_CELL_LENGTH = 32_767
"""What a spreadsheet program lets one cell hold."""

MAX_TABLE_ROWS = 250_000
MAX_TABLE_CHARACTERS = 20_000_000
"""Of a table in Parquet, in which a published series comes whole: 679 wards and 191 months are 129,856 rows."""

MAX_PAGES = 1_500
MAX_HTML_DEPTH = 1_000

MAX_MEMBERS = 1_000
"""Parts inside a DOCX or XLSX. Illustrated papers have a few hundred: each picture is a part, and each has a link."""

MAX_UNPACKED = 50 * MIB
"""Size, once unpacked, of the parts that are read. Pictures are left packed and do not count."""

MAX_RATIO = 100
"""Unpacked to packed size of one part that is read. Text in real files packs 5 to 40 times smaller."""

RATIO_MATTERS_FROM = 1 * MIB
"""A short part may be very repetitive without doing harm."""

CHILD_MEMORY = 512 * MIB
PARQUET_MEMORY = 1024 * MIB
"""Of addresses, most of which are reserved by DuckDB and never used."""
PARQUET_CPU_SECONDS = 10
"""129,856 rows take 2 seconds."""
CHILD_CPU_SECONDS = 20
TABLE_CPU_SECONDS = 4
"""For a table that a page takes: somebody waits for it. Some 40,000 rows of a workbook; a CSV file is read far faster."""
CHILD_WALL_SECONDS = 30.0
CHILD_ANSWER_BYTES = 64 * MIB
