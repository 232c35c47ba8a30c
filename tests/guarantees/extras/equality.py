"""Which equality assessments are there, in every state: of one's own body and of another, linked and not?"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from commonweal.act.plans.models import PlannedAction
from commonweal.act.plans.writes.equality import link_assessment as link_action
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.writes import link_assessment as link_paper
from commonweal.answer.publications import writes as publications
from commonweal.answer.publications.reads import statements
from commonweal.assess.equality import writes
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.rules.states import ASSESSMENT
from commonweal.assess.equality.tests.factories import in_state
from tests.guarantees.extras.answering import cheaply
from tests.guarantees.extras.asking import organisation_named, who
from tests.guarantees.town import AT


def _cast(author: str, body: str) -> Any:
    people = {"author": author, "adviser": "clearing", "chief": "chief", "commander": "gold"}
    return SimpleNamespace(
        body=organisation_named(body), **{name: who(key)["by"] for name, key in people.items()}
    )


def assess() -> None:
    for author, body in (("link", "Community Safety Link Body"), ("link_housing", "Housing Link Body")):
        cast = _cast(author, body)
        for state in ASSESSMENT.states:
            made = in_state(state, cast, at=AT, title=f"Assessed by {author}, {state}")
            if state == "drafting":
                writes.add_local_row(assessment=made, label="Carers", **who(author))
                row = made.rows.first()
                writes.add_action(assessment=made, kind="gap", row=row, text="Ask them", horizon="short", owner_post="Head",
                                  measure="It is known", due_on=date(2011, 3, 1), **who(author))  # fmt: skip
        in_state("checked", cast, at=AT, title=f"For a commander, {author}", decision_role="commander")
        in_state("checked", cast, at=AT, title=f"For a successor, {author}")
        open_one = in_state("signed_off", cast, at=AT, title=f"Waits for the public, {author}")
        writes.redact_part(assessment=open_one, part="engagement", reason="They asked for it", **who(author))
        action = open_one.actions.first()
        writes.extend_action(
            action=action, until_on=date(2012, 1, 1), reason="It takes longer", **who(author)
        )
    _link()
    _publish()


def _link() -> None:
    first = PlannedAction.objects.filter(
        objective__service_area__link_body__name="Community Safety Link Body"
    )[:3]
    states = ("not_required", "published", "drafting")
    for action, state in zip(first, states, strict=True):
        made = EqualityAssessment.objects.get(title=f"Assessed by link, {state}")
        link_action(action=action, assessment=made, **who("link"))
    made = EqualityAssessment.objects.get(title="Assessed by link, signed_off")
    for paper in CommitteePaper.objects.filter(
        state="drafting", tier="oversight", meeting__title__startswith="September"
    ):
        officer = "officer" if "by officer" in paper.title else "secretary"
        link_paper(paper=paper, assessment=made, **who(officer))


def _publish() -> None:
    for title, released in (
        ("Waits for the public, link", False),
        ("Assessed by link_housing, signed_off", True),
    ):
        made = EqualityAssessment.objects.get(title=title)
        rendered = cheaply(statements.equality_statement(made))
        release = publications.prepare_equality(assessment=made, rendered=rendered, **who("manager"))
        if released:
            publications.release_statement(release=release, seen=release.hash, **who("manager2"))


def assess_and_forget() -> None:
    cast = _cast("link", "Community Safety Link Body")
    made = in_state("drafting", cast, at=AT, title="Gone")
    action = PlannedAction.objects.filter(objective__service_area__link_body=cast.body)[0]
    link_action(action=action, assessment=made, **who("link"))
    papers = CommitteePaper.objects.filter(
        state="drafting", tier="oversight", meeting__title="September at the MPA"
    )
    link_paper(paper=papers[0], assessment=made, **who("officer"))
