"""Where are the real papers that some tests read, and what do they say?"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]


def papers_folder() -> Path:
    """The folder of the shared papers, whether it is there or not."""
    shared = Path(os.environ.get("COMMONWEAL_SHARED", "../shared"))
    return (shared if shared.is_absolute() else PROJECT / shared) / "papers"


@cache
def shared_papers() -> list[str]:
    """The text of every shared paper; none where the folder is absent."""
    return [path.read_text(encoding="utf-8") for path in sorted(papers_folder().glob("*.txt"))]


def shared_paper(part_of_name: str) -> str:
    """The text of one shared paper. Skips the test that asks, where it is absent."""
    for path in papers_folder().glob(f"*{part_of_name}*.txt"):
        return path.read_text(encoding="utf-8")
    pytest.skip(
        f"The shared paper {part_of_name} is not here; set COMMONWEAL_SHARED to the folder that holds papers/."
    )
