"""Which steps are legal, for whom? As policy/gates.csv says, which people reviewed; the program's own tables are not asked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.guarantees.belonging import POLICY, had_a_hand, owns
from tests.guarantees.gates import (
    acting,
    advice,
    answering,
    equality,
    guidance,
    impact,
    joint,
    listening,
    returning,
    trusting,
    watching,
)
from tests.guarantees.town import Person

THINGS = {
    **acting.THINGS, **answering.THINGS, **listening.THINGS, **trusting.THINGS, **returning.THINGS, **watching.THINGS,
    **guidance.THINGS,
    **joint.THINGS,
    **equality.THINGS,
    **impact.THINGS, **advice.THINGS,
}  # fmt: skip
# Who is who for a thing: "any" of this role, or those whose own it is, in a way that belonging.py knows.
WHO = {
    "reporter": {"delivery_partner": "organisation"},
    "overseer": {"link_body_lead": "link"},
    "judge": {"partnership_manager": "any", "link_body_lead": "link"},
    "closer": {"partnership_manager": "any", "link_body_lead": "link"},
    "proposer": {"partnership_manager": "any", "link_body_lead": "link", "delivery_partner": "reporters"},
    "challenger": {
        "partnership_manager": "any",
        "link_body_lead": "link",
        "delivery_partner": "any",
        "authority_member": "any",
    },
    "raiser": {"authority_member": "raiser"},
    "writer": {"committee_officer": "body"},
    "clearer": {"clearing_officer": "body"},
    "approver": {"chief_officer": "body"},
    "publisher": {"committee_officer": "body", "chief_officer": "body"},
    "guider": {"desk_officer": "guides", "borough_lead": "guides", "partnership_manager": "guides"},
    "guidance_approver": {
        "commander": "guides",
        "borough_lead": "guides",
        "partnership_manager": "guides",
    },
    "community_voice": {"contributor": "describes", "delivery_partner": "describes"},
    "assessor_of_equality": {"partnership_manager": "any", "link_body_lead": "assessed"},
    "equality_adviser": {"clearing_officer": "any", "analyst": "any"},
    "decider": {"chief_officer": "any"},
    "equality_signer": {"chief_officer": "any", "commander": "any"},
    "equality_releaser": {"partnership_manager": "any", "committee_officer": "any", "chief_officer": "body"},
    "equality_withdrawer": dict.fromkeys(
        ("partnership_manager", "committee_officer", "chief_officer"), "body"
    ),
    "watcher": {"analyst": "any"},
    "explainer": {"analyst": "any", "borough_lead": "covers"},
    "leader": {"commander": "any"},
    "overseeing": {"authority_member": "any"},
    "agreer": {"commander": "any", "chief_officer": "any"},
    "sender": {
        "borough_lead": "sender",
        "desk_officer": "sender",
        "delivery_partner": "sender",
        "contributor": "sender",
    },
    "checker": {"borough_lead": "overseer", "analyst": "any"},
    "acceptor": {"analyst": "any"},
    "collator": {"analyst": "any"},
    "desk": {"desk_officer": "any"},
    "logger": {"desk_officer": "any", "borough_lead": "any"},
    "assessor": {"desk_officer": "any", "analyst": "any"},
    "writer of assessments": {"desk_officer": "any", "analyst": "any"},
    "commander": {"commander": "operation"},
    "asker_anew": dict.fromkeys(
        ("borough_lead", "desk_officer", "investigating_officer", "commander"), "operation"
    ),
    "keeper": {"desk_officer": "keeper"},
    "own_lead": {"borough_lead": "owning"},
    "receiver": {"delivery_partner": "partner"},
    "relayer": {"borough_lead": "relaying", "desk_officer": "relaying", "analyst": "relaying"},
}


@dataclass(frozen=True)
class Gate:
    leads_to: str
    by: str


@cache
def gates() -> dict[tuple[str, str, str], Gate]:
    with (POLICY / "gates.csv").open(newline="", encoding="utf-8") as file:
        return {
            (r["thing"], r["state"], r["event"]): Gate(r["leads_to"], r["by"]) for r in csv.DictReader(file)
        }


def is_legal(thing: str, state: str, event: str, person: Person, row: Any) -> bool:
    gate = gates().get((thing, state, event))
    if gate is None or (event in THINGS[thing].second_person and had_a_hand(person, row)):
        return False
    scope = WHO[gate.by].get(person.role)
    return scope == "any" or (scope is not None and owns(person, scope, row))
