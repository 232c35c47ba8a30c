"""Where stands what one process of a run of the tests makes, so that the others, in every round, need not make it again?"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SHELF = "COMMONWEAL_TEST_SHELF"
"""The folder that a run makes and throws away."""


def on_shelf(name: str) -> Path:
    """Where it stands, or is to stand."""
    place = Path(os.environ[SHELF]) / name
    place.parent.mkdir(exist_ok=True)
    return place


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A file or a folder, made by whoever asks first: aside, so that in its place it is whole or not there."""
    place = on_shelf(name)
    with alone(place):
        if not place.exists():
            with tempfile.TemporaryDirectory(dir=place.parent) as aside:
                make(Path(aside) / place.name)
                (Path(aside) / place.name).replace(place)
    return place


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Whoever else comes for the same waits."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
