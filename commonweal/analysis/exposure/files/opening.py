"""What bytes does a file hold, and of which kind is it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from commonweal.analysis.exposure.values import NotPossible

MB = 1_000_000
MOST_ROUTE = 20 * MB
MOST_LAYER = 100 * MB


class Kind(StrEnum):
    JSON = "JSON"
    XML = "XML"
    TABLE = "table"


def open_file(path: Path, most: int) -> tuple[bytes, Kind]:
    """The bytes of a file and what they look like, whatever its name says."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as missing:
        raise NotPossible(f"{path} cannot be read ({missing.strerror}).") from None
    except ValueError:
        raise NotPossible("The name of a file holds a character that no name can hold.") from None
    if len(data) > most:
        raise NotPossible(f"{path} is larger than {most // MB} MB.")
    return data, _kind(data, path)


def _kind(data: bytes, path: Path) -> Kind:
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise NotPossible(f"{path} is empty.")
    if start.startswith(b"PK\x03\x04"):
        raise NotPossible(
            f"{path} is packed (a zip archive or KMZ): unpack it and give the file that lies inside."
        )
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return Kind.XML
    return Kind.JSON if start[:1] in (b"{", b"[") else Kind.TABLE


def text_of(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotPossible(f"{path} is not a text file in UTF-8: save it in that encoding.") from None


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever is refused inside says in which file it stands."""
    try:
        yield
    except NotPossible as refusal:
        said = str(refusal)
        is_named = said.startswith((f"{path} ", f"{path}: "))
        raise (refusal if is_named else NotPossible(f"{path}: {said}")) from None
