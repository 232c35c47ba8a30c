"""What would be left on the disk if the power failed at this moment?

A layer under SQLite keeps, for every file, the bytes that were synchronised and the writes that were not. A power cut
leaves the former and any part of the latter, in any order.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import apsw


@dataclass
class Platter:
    """One file: what is surely on the disk, and what the system was only asked to write."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        self.pending.append(("write", offset, bytes(data)))

    def truncate(self, size: int) -> None:
        self.pending.append(("truncate", size, b""))

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.durable, *change)
        self.pending.clear()

    def after_a_cut(self, rng: random.Random) -> bytes:
        left = bytearray(self.durable)
        for change in self.pending:
            if rng.random() < 0.5:
                _apply(left, *change)
        return bytes(left)


def _apply(content: bytearray, kind: str, position: int, data: bytes) -> None:
    if kind == "truncate":
        del content[position:]
        return
    if len(content) < position:
        content.extend(b"\0" * (position - len(content)))
    content[position : position + len(data)] = data


class Disk(apsw.VFS):
    """A file system that remembers what was synchronised."""

    def __init__(self, name: str) -> None:
        super().__init__(name, base="")
        self.name = name
        self.platters: dict[str, Platter] = {}

    def xOpen(self, name, flags):
        return DiskFile(self, name, flags)

    def xDelete(self, name, sync_directory):
        super().xDelete(name, sync_directory)
        self.platters.pop(Path(name).name, None)

    def cut(self, rng: random.Random, folder: Path) -> Path:
        """Write what is left after a power cut into the folder; returns the database's path there."""
        for name, platter in self.platters.items():
            (folder / name).write_bytes(platter.after_a_cut(rng))
        return folder / "records.sqlite3"


class DiskFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name, flags) -> None:
        super().__init__("", name, flags)
        self.key = Path(name.filename() if hasattr(name, "filename") else str(name)).name
        self.platter = disk.platters.setdefault(self.key, Platter())

    def xWrite(self, data, offset):
        super().xWrite(data, offset)
        self.platter.write(offset, data)

    def xTruncate(self, size):
        super().xTruncate(size)
        self.platter.truncate(size)

    def xSync(self, flags):
        super().xSync(flags)
        self.platter.sync()
