"""What lines does a file hold, whatever kind of file it is?

open_document and open_path accept plain text, HTML, DOCX, PDF, CSV and XLSX, and raise CannotRead with one sentence for
everything else; open_table takes CSV, XLSX and Parquet. Files that need more than a text decoder are taken apart in a
child process with limited memory and time.
"""

from __future__ import annotations

from .limits import MAX_BYTES
from .opening import open_document, open_path, open_stream, open_table

__all__ = ["MAX_BYTES", "open_document", "open_path", "open_stream", "open_table"]
