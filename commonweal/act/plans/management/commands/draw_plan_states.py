"""How do the documentation's drawings of a plan's states stay true? They are made from the tables."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from commonweal.act.plans.rules.diagram import page


class Command(BaseCommand):
    help = "Draw the state tables of plans into docs/methods/plan-states.md."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.PROJECT_FOLDER / "docs" / "methods" / "plan-states.md"
        path.write_text(page(), encoding="utf-8")
        self.stdout.write(f"Drawn: {path.name}")
