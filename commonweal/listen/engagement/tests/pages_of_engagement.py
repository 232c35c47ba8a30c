"""What do the tests of the pages of engagement share: one of each thing, every address, and the reviewed matrix?"""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta

from django.urls import get_resolver

from commonweal.config.home import PROJECT
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.views.engagements import STEPS
from commonweal.listen.engagement.writes import desks, feedback, networks, outreach, watch


def matrix() -> dict[tuple[str, str], dict[str, str]]:
    with (PROJECT / "policy" / "matrix.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(r["address"], r["method"]): r for r in rows if r["address"].startswith("engagement:")}


def the_world() -> dict[str, int]:
    """One of each thing; the key of each by the word before it in the path."""
    owner = make.officer()
    somali = make.community()
    make.sized(somali, {"E1": 500, "E2": 900, "E3": 30})
    desk = desks.seat_officer(desk=make.desk(), account=owner, since_on=TODAY, **who())
    desk = desks.cover_community(desk=desk, community=somali, since_on=TODAY, **who())
    worker = outreach.cover(worker=make.worker(), community=somali, since_on=TODAY, **who())
    loan = outreach.ask_for_loan(worker=worker, unit="Haringey", purpose="A protest", from_on=TODAY,
                                 until_on=TODAY + timedelta(days=9), **who())  # fmt: skip
    relationship = make.relationship(owner, desk=desk, communities=[somali])
    contact = make.contact(relationship, speaks_for=[somali])
    network = make.network(contact)
    asked = networks.ask_network(network=network, due_on=TODAY, on=TODAY, **who())
    engagement = make.engagement(desk=desk, communities=[somali], partners=[relationship.organisation])
    issue = make.issue(engagement, community=somali)
    event = watch.watch_event(
        title="An election", what="Votes", place="Somewhere", happens_on=date(2012, 7, 1), expected="Calm",
        strength="reported", basis="Two temples", review_on=TODAY, desks=[desk], communities=[somali], on=TODAY, **who(),
    )  # fmt: skip
    kept = feedback.keep_feedback(
        body=relationship.organisation, scrutiny="A board", question="Were you told?", group="Survivors", from_on=TODAY,
        until_on=TODAY, asked_count=60, answered_count=40, strength="measured", basis="A form", **who(),
    )  # fmt: skip
    return {
        "communities": somali.pk, "desks": desk.pk, "officers": desk.officers.get().pk,
        "answers-for": desk.covered.get().pk, "outreach": worker.pk, "cover": worker.cover.get().pk,
        "loans": loan.pk, "organisations": relationship.pk, "contacts": contact.pk, "networks": network.pk,
        "rounds": asked.pk, "engagements": engagement.pk, "issues": issue.pk,
        "promises": make.commitment(engagement, issue=issue).pk, "watch": event.pk, "feedback": kept.pk,
    }  # fmt: skip


def paths(world: dict[str, int]) -> list[tuple[str, str]]:
    """(name, path) of every address of the room, with the world's keys in it."""
    room = next(r for r in get_resolver().url_patterns if getattr(r, "namespace", "") == "engagement")
    found = []
    for entry in room.url_patterns:
        pattern = "/communities/" + str(entry.pattern)
        for word in re.findall(r"([\w-]+)/<int:\w+>", pattern):
            pattern = re.sub(rf"{word}/<int:\w+>", f"{word}/{world[word]}", pattern, count=1)
        events = STEPS if "<slug:event>" in pattern else [""]
        found += [(f"engagement:{entry.name}", pattern.replace("<slug:event>", event)) for event in events]
    return found
