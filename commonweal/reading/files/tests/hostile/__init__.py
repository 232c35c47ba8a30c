"""Which files would a malicious or an unlucky person hand us?

Each specimen says whether it must be refused. The others may be read, because they are merely odd, as long as nothing
worse happens than a reading or a refusal in words.
"""

from __future__ import annotations

from commonweal.reading.files.tests.hostile import any_file, archives, pages, workbooks
from commonweal.reading.files.tests.hostile.specimen import Specimen

__all__ = ["Specimen", "specimens"]


def specimens() -> list[Specimen]:
    """Every hostile file; none is made before it is asked for, so that the list itself is small."""
    return [
        *any_file.wrong_types(),
        *any_file.old_office(),
        *any_file.empty(),
        *archives.archives(),
        *archives.names_in_archives(),
        *any_file.cut_short(),
        *any_file.garbage(),
        *any_file.mutated(),
        *archives.entities(),
        *archives.macros(),
        *archives.broken_parts(),
        *workbooks.workbooks(),
        *workbooks.tables(),
        *pages.pages(),
        *pages.pdfs(),
        *pages.texts(),
    ]
