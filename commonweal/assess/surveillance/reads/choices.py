"""Which series can be watched, and by what method is one watched?"""

from __future__ import annotations

from typing import Any

from commonweal.assess.surveillance.models import Watch
from commonweal.assess.surveillance.rules.recipes import RECIPES, Recipe, Subject
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.tension.models import ReturnRound


def watchable(viewer: Viewer) -> list[tuple[str, str]]:
    """(key, words) of everything that can be watched."""
    classes = OffenceClass.objects.visible_to(viewer)
    rounds = ReturnRound.objects.visible_to(viewer)
    return [
        *((f"{Subject.RECORDED_CRIME}-{c.pk}", f"Recorded crime: {c.name}") for c in classes),
        *((f"{Subject.TENSION}-{r.pk}", f"Weekly return: {r.title}") for r in rounds),
    ]


def find_watchable(viewer: Viewer, key: str) -> dict[str, Any]:
    """What a write is told. Raises NotPossible where the key names nothing that the viewer sees."""
    subject, _, number = key.partition("-")
    model: Any = {Subject.RECORDED_CRIME: OffenceClass, Subject.TENSION: ReturnRound}.get(subject)  # type: ignore[call-overload]
    found = (
        model.objects.visible_to(viewer).filter(pk=number).first() if model and number.isdecimal() else None
    )
    if found is None:
        raise NotPossible("Choose what is watched.")
    column = "offence_class" if model is OffenceClass else "return_round"
    return {"subject": subject, column: found}


def method_words(watch: Watch) -> list[Recipe]:
    return [RECIPES[key] for key in watch.methods]
