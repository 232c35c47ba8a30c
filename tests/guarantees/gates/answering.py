"""Papers, from their first draft to their withdrawal from the public."""

from __future__ import annotations

from typing import Any

from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads import content
from commonweal.answer.publications.models import Publication
from tests.guarantees.gates.thing import SAYS_WHY, Thing
from tests.guarantees.town import ON


def _paper_in(state: str) -> Any:
    if state in {"published", "withdrawn"}:
        number = 5 if state == "published" else 6
        return CommitteePaper.objects.get(title=f"A paper {state} ({number}) by officer")
    rows = CommitteePaper.objects.filter(
        meeting__title="September at the MPA", tier="oversight", releases=None
    )
    return rows.filter(state=state)[0]


def _withdrawing(paper: CommitteePaper) -> str:
    """What is public goes with its public page."""
    public = Publication.objects.filter(release__paper=paper, withdrawn_at=None).first()
    return f"/publications/{public.pk}/withdraw/" if public else f"/papers/{paper.pk}/why/withdraw/"


def _changes(paper: Any) -> Any:
    return paper.version, CommitteePaper.objects.filter(corrects=paper.pk).count()


PAPER = Thing(
    CommitteePaper,
    ("drafting", "drafted", "cleared", "approved", "published", "withdrawn"),
    {
        "edit": lambda p: (
            f"/papers/{p.pk}/sections/equality/",
            {"version": p.version, "text": f"Other words {p.version}"},
        ),
        "submit": lambda p: (f"/papers/{p.pk}/submit/", {}),
        "clear": lambda p: (f"/papers/{p.pk}/clear/", {}),
        "approve": lambda p: (f"/papers/{p.pk}/approve/", {"seen": content.hash_now(p, on=ON)}),
        "publish": lambda p: (f"/publications/papers/{p.pk}/release/", {"seen": p.frozen_hash or "0" * 64}),
        "send-back": lambda p: (f"/papers/{p.pk}/why/send-back/", SAYS_WHY),
        "withdraw": lambda p: (_withdrawing(p), SAYS_WHY),
        "correct": lambda p: (f"/papers/{p.pk}/why/correct/", SAYS_WHY),
    },
    _paper_in,
    frozenset({"clear", "approve"}),
    _changes,
)
THINGS = {"paper": PAPER}
