"""Where are the rooms, their source files and their tables?"""

from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps
from django.db.models import Model

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "commonweal"
STAGES = ("ground", "listen", "assess", "act", "answer")
GROUND = ("visibility", "audit", "scales", "places", "partners", "people", "messages")
LISTEN = ("recorded_crime", "intake", "engagement", "tension", "exchange")
ANSWER = ("meetings", "papers", "publications")


def source_files() -> list[Path]:
    """Every module of the program itself: no tests, no migrations."""
    return [p for p in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(p.parts)]


def drawer_of(path: Path) -> str:
    """The drawer that a file belongs to: its own name, or the folder's where a drawer became a folder."""
    inside = path.relative_to(PACKAGE).parts
    return path.stem if len(inside) <= 3 else inside[2]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def our_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("commonweal.")]


def rank_of(module: str) -> tuple[int, int]:
    """How far along the flow a module's room lies; a link may only point at a lower or equal rank."""
    _, stage, room, *_ = [*module.split("."), "", ""]
    if stage not in STAGES:
        raise ValueError(f"{module} lies in no stage")
    order = {"ground": GROUND, "listen": LISTEN, "answer": ANSWER}.get(stage, ())
    return STAGES.index(stage), order.index(room) if room in order else 0
