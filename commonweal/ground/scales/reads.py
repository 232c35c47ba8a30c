"""Which scale was in force on a day, and what does the version mean that a record names?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from commonweal.ground.scales.rules import BadScale, check_scale, check_versions
from commonweal.ground.scales.values import KINDS, STRENGTH, Scale, Status
from commonweal.ground.visibility.rules import NotPossible

SHIPPED = Path(__file__).with_name("files")


class UnknownScale(LookupError):
    """No such scale, or none in force on that day. The message is a sentence."""


def folders() -> tuple[Path, Path]:
    """Where scales are read from: ours, and the operator's own."""
    return SHIPPED, Path(settings.HOME) / "scales"


def read_scale(path: Path, *, ours: bool) -> Scale:
    """One file. Raises BadScale with the file's name and what is wrong with it."""
    try:
        scale = check_scale(yaml.safe_load(path.read_text(encoding="utf-8")), ours=ours)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise BadScale(f"{path.name} is not readable as YAML: {' '.join(str(fault).split())}") from fault
    except BadScale as fault:
        raise BadScale(f"{path.name}: {fault}") from fault
    expected = f"{scale.name}-{scale.version}.yaml"
    if path.name != expected or path.parent.name != scale.kind:
        raise BadScale(f"{path.name}: this file has to be {scale.kind}/{expected}.")
    return scale


def read_folders(shipped: Path, own: Path) -> dict[str, Scale]:
    """Every scale by its key. An operator's file of the same name and version takes the place of ours."""
    scales = {s.key: s for s in _read_folder(shipped, ours=True)}
    scales |= {s.key: s for s in _read_folder(own, ours=False)}
    check_versions(scales.values())
    return scales


def _read_folder(folder: Path, *, ours: bool) -> list[Scale]:
    read = [read_scale(path, ours=ours) for path in sorted(folder.glob("*/*.yaml"))]
    keys = [s.key for s in read]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise BadScale(f"{', '.join(twice)} stands in two files.")
    return read


def _all() -> dict[str, Scale]:
    return _read_cached(*folders())


@lru_cache(maxsize=4)
def _read_cached(shipped: Path, own: Path) -> dict[str, Scale]:
    return read_folders(shipped, own)


def read_again() -> None:
    """Forget what was read, so that the next question reads the files anew."""
    _read_cached.cache_clear()


def list_scales() -> list[Scale]:
    """Every version of every scale, by kind, name and date."""
    order = list(KINDS)
    return sorted(_all().values(), key=lambda s: (order.index(s.kind), s.name, s.valid_from))


def get_scale(key: str) -> Scale:
    """The version that a record names, such as "plan_status@2026-1", however old. Raises UnknownScale."""
    try:
        return _all()[key]
    except KeyError:
        raise UnknownScale(f"There is no scale {key}. Known: {', '.join(sorted(_all()))}.") from None


def all_versions(name: str) -> tuple[Scale, ...]:
    """Every version of a scale, oldest first; none for a name that nobody knows."""
    return tuple(s for s in list_scales() if s.name == name)


def scale_in_force(name: str, *, on: date) -> Scale:
    """The version of this scale that was in force on a day. Raises UnknownScale with a sentence."""
    versions = all_versions(name)
    found = next((s for s in versions if s.is_in_force(on)), None)
    if found is None:
        known = f"it has {', '.join(s.key for s in versions)}" if versions else "no scale has that name"
        raise UnknownScale(f"No version of {name} was in force on {on.isoformat()}: {known}.")
    return found


def scales_of_kind(kind: str, *, on: date | None = None) -> tuple[Scale, ...]:
    """Every scale of a kind; with `on`, only those in force that day."""
    return tuple(s for s in list_scales() if s.kind == kind and (on is None or s.is_in_force(on)))


# A record keeps the code of a grade and the version of the scale that it was given in.


def key_of(name: str, on: date) -> str:
    """The version of a scale that a record of that day keeps."""
    return scale_in_force(name, on=on).key


def grades_of(name: str, on: date) -> list[tuple[str, str]]:
    """(code, label with its meaning) of what may be chosen on a day, the strongest or least worrying first."""
    statuses = sorted(scale_in_force(name, on=on).statuses, key=lambda s: s.rank)
    return [(status.code, f"{status.label}: {status.definition}") for status in statuses]


def status_of(scale: str, code: str) -> Status | None:
    """How a kept grade looks under the version that it was given in; None where there is none."""
    return (
        next((status for status in get_scale(scale).statuses if status.code == code), None) if scale else None
    )


def check_strength(code: str, on: date, *, of: str = "the evidence") -> str:
    """The version of the scale of evidence in force on that day, if it has this grade; else NotPossible in words."""
    scale = key_of(STRENGTH, on)
    if status_of(scale, code) is None:
        raise NotPossible(f"Choose how strong {of} is.")
    return scale
