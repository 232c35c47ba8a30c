"""Which words does an answer hold, whatever kind of file it is?"""

from __future__ import annotations

import io
import zipfile
from typing import Any


def text_of(answer: Any) -> str:
    """Whatever words a page or a file holds."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:4] == b"%PDF":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    return body.decode("utf-8", "replace")
