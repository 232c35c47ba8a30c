"""Which papers and which actions have a settled equality assessment, and which have none?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from commonweal.act.plans.models import ActionAssessment, PlannedAction
from commonweal.act.plans.reads.rows import actions
from commonweal.act.plans.rules.states import AT_WORK
from commonweal.answer.papers import rules
from commonweal.answer.papers.models import CommitteePaper, PaperAssessment
from commonweal.answer.papers.reads.lists import list_papers
from commonweal.assess.equality.models import EqualityAssessment, may_read
from commonweal.assess.equality.reads.settled import choosable, is_settled, settled_q, standing_words
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.ground.visibility.together import fetch_together

SHOWN = 200
MOST_CHOICES = 300


def list_links(paper: CommitteePaper, viewer: Viewer = SYSTEM) -> list[Any]:
    """The links of one paper, each with its assessment; none for whoever reads no assessment."""
    return list(paper.equality_links.all()) if may_read(viewer) else []


def standing_of(links: list[Any]) -> list[tuple[Any, str, bool]]:
    """(link, how its assessment stands, whether it is settled)"""
    return [(each, standing_words(each.assessment), is_settled(each.assessment)) for each in links]


def faults_of(paper: CommitteePaper) -> list[str]:
    """What the paper's assessments keep it from, as sentences, whoever asks."""
    return rules.equality_faults(
        (link.assessment.title, is_settled(link.assessment)) for link in list_links(paper)
    )


def choices_for(viewer: Viewer, links: list[Any]) -> list[tuple[str, str]]:
    rows = choosable(viewer).exclude(pk__in=[link.assessment_id for link in links])[:MOST_CHOICES]
    return [(str(a.pk), f"{a.title} ({a.get_state_display().lower()})") for a in rows]


def find_assessment(viewer: Viewer, key: str) -> Any:
    return choosable(viewer).filter(pk=key).first() if key.isdecimal() and len(key) < 12 else None


def find_link(paper: CommitteePaper, viewer: Viewer, key: str) -> Any:
    return next((link for link in list_links(paper, viewer) if str(link.assessment_id) == key), None)


@dataclass(frozen=True)
class Line:
    """One action or paper without a settled assessment, or screened out, and how what it has stands."""

    record: Any
    standing: tuple[Any, ...]


@dataclass(frozen=True)
class Missing:
    """Actions of link bodies and papers: how many there are, those without, and those that were screened out."""

    actions: list[Line]
    actions_without: int
    papers: list[Line]
    papers_without: int
    screened_out: list[Line]


def list_missing(viewer: Viewer) -> Missing:
    """What the viewer sees of it; nothing for whoever reads no assessment."""
    if EqualityAssessment.hidden_columns(viewer) or not viewer.may_somewhere("equality.read"):
        return Missing([], 0, [], 0, [])
    work = actions(viewer).filter(state__in=AT_WORK, objective__service_area__link_body__isnull=False)
    papers = list_papers(viewer=viewer).exclude(state=rules.State.WITHDRAWN)
    bare_actions = work.exclude(_settled(ActionAssessment, "action"))
    bare_papers = papers.exclude(_settled(PaperAssessment, "paper"))
    found = fetch_together(
        actions=bare_actions[:SHOWN],
        papers=bare_papers[:SHOWN],
        actions_out=_screened_out(ActionAssessment, "action", viewer),
        papers_out=_screened_out(PaperAssessment, "paper", viewer),
    )
    return Missing(
        _lines(found["actions"], ActionAssessment, "action", viewer), bare_actions.count(),
        _lines(found["papers"], PaperAssessment, "paper", viewer), bare_papers.count(),
        [Line(getattr(link, path), tuple(standing_of([link])))
         for path in ("action", "paper") for link in found[f"{path}s_out"]],
    )  # fmt: skip


def _settled(model: Any, path: str) -> Exists:
    return Exists(model.objects.filter(settled_q("assessment__"), **{path: OuterRef("pk")}))


def _lines(records: list[Any], model: Any, path: str, viewer: Viewer) -> list[Line]:
    links: dict[int, list[Any]] = {}
    for link in (
        model.objects.visible_to(viewer).filter(**{f"{path}__in": records}).select_related("assessment")
    ):
        links.setdefault(getattr(link, f"{path}_id"), []).append(link)
    return [Line(each, tuple(standing_of(links.get(each.pk, [])))) for each in records]


def _screened_out(model: Any, path: str, viewer: Viewer) -> QuerySet[Any]:
    found = model.objects.visible_to(viewer).filter(assessment__state="not_required")
    rows: QuerySet[Any] = found.select_related("assessment", path)[:SHOWN]
    return rows


def is_action(record: Any) -> bool:
    return isinstance(record, PlannedAction)
