"""What has to be there besides the demonstration, so that every role finds something that it must not see or touch?

Everything goes in through the rooms' own writes; only what a write cannot make (a record of a tier of its own, a row
that was there once) is set in the tables afterwards.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps

from commonweal.answer.meetings import writes as meetings
from commonweal.config.demonstration.load import load_world
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people.models import Account, NamedOn, RecoveryCode, SignIn
from commonweal.ground.people.writes.administering import invite_person, remove_person
from commonweal.ground.people.writes.sessions import begin_session
from commonweal.ground.places import waiting
from commonweal.ground.visibility.rules import SYSTEM
from tests.guarantees.extras import (
    advice,
    answering,
    communities,
    drafting,
    equality,
    exposure,
    guiding,
    impact,
    joint,
    planning,
    tension,
    trusting,
    watching,
)
from tests.guarantees.extras.asking import account_of, add_person, organisation_named, who
from tests.guarantees.town import AT

# key of the e-mail address, role, organisation: somebody with the same role somewhere else, or a second person.
MORE_PEOPLE = [
    ("manager2", "partnership_manager", "London Strategic Migration Partnership"),
    ("link_housing", "link_body_lead", "Housing Link Body"),
    ("stranger", "delivery_partner", "London First"),
    ("mps2", "delivery_partner", "Metropolitan Police Service"),
    ("secretary2", "committee_officer", "London Strategic Migration Partnership"),
    ("clearing2", "clearing_officer", "London Strategic Migration Partnership"),
    ("chief2", "chief_officer", "London Strategic Migration Partnership"),
    ("admin2", "administrator", "Greater London Authority"),
    ("desk2", "desk_officer", "Metropolitan Police Service"),
    ("desk3", "desk_officer", "Association of Chief Police Officers"),
    ("gold2", "commander", "Association of Chief Police Officers"),
    ("borough2", "borough_lead", "Metropolitan Police Service"),
]


# A boundary file that waits to be confirmed.
WARD = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E05999999","name":"A ward"},'
    b'"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[-0.1,51.51],[-0.09,51.51],[-0.09,51.5],[-0.1,51.5]]]}}]}'
)

# Counts that wait to be stored.
SIZES = b"community,area_code,people\nSomali,E09000005,500\n"
SITES = b"name,kind,longitude,latitude\nA hall,hall,-0.1,51.5\n"
COUNTS = b"area_code,month,count\nE09000014,2001-01,3\n"


def build() -> dict[str, list[Any]]:
    """Everything; returns the keys of what was there once, by the table's label."""
    load_world()
    for key, role, organisation in MORE_PEOPLE:
        add_person(key, role, organisation)
    planning.make_plan("Plan for oversight", "oversight", owner="Metropolitan Police Authority",
          link="Equality and Diversity Sub-committee", partner="Metropolitan Police Service")  # fmt: skip
    planning.make_plan("Plan for the police", "police", owner="Metropolitan Police Service", link="Community Safety Link Body",
          partner="Metropolitan Police Service")  # fmt: skip
    named = planning.make_plan("Plan for named people", "named", owner="London Councils", link="Housing Link Body",
                  partner="Refugee Council")  # fmt: skip
    planning.make_plan("Plan of others", "partnership", owner="London Councils", link="Housing Link Body",
          partner="London Safeguarding Children Board")  # fmt: skip
    for label, row in (("plans.strategy", named),):
        NamedOn.objects.create(account=account_of("refugee_council"), record_type=label, record_id=row.pk)
    answering.answer_for(
        "MPA", "Equality and Diversity Sub-committee", "officer", "deputy", "clearing", "chief"
    )
    answering.answer_for(
        "LSMP", "London Strategic Migration Partnership", "secretary", "secretary2", "clearing2", "chief2"
    )
    answering.read_papers_in()
    trusting.trust_somebody("desk2", "Metropolitan Police Service", "refugee_council")
    trusting.trust_somebody("desk3", "Association of Chief Police Officers", "lscb")
    trusting.leave_somebody("desk4", "Metropolitan Police Service", "filled")
    trusting.leave_somebody("desk5", "Metropolitan Police Service", "kept_again")
    trusting.leave_somebody("desk6", "Metropolitan Police Service", "open")
    communities.listen()
    tension.tell()
    watching.count_and_watch()
    guiding.guide()
    exposure.ask_what_lies_near()
    equality.assess()
    impact.assess()
    joint.work_together()
    advice.advise()
    drafting.draft()
    for file in (WARD, SIZES, COUNTS, SITES):
        waiting.keep(file, at=AT)
    _around_people()
    return _once_there()


def _around_people() -> None:
    """Notices, sessions and second steps of everybody, somebody who was only invited, and somebody who was removed."""
    for number, account in enumerate(Account.objects.order_by("pk")):
        begin_session(
            account=account,
            session_key=f"elsewhere-{number}",
            device="A library computer",
            reason="password and app",
            by=SYSTEM,
            at=AT,
        )
        Message.objects.create(account=account, kind="awaits", address="/", created_at=AT)
        TOTP.activate(account, generate_totp_secret())
        RecoveryCode.objects.create(account=account, code_hash=f"{number}".rjust(64, "0"))
    gone = [("newcomer", "delivery_partner", "London First"), ("leaver", "delivery_partner", "London First")]
    for key, role, organisation in gone:
        invite_person(email=f"{key}@demonstration.example", name=key.title(), role=role,
                      organisation=organisation_named(organisation), **who("admin"))  # fmt: skip
    remove_person(account=account_of("leaver"), reason="Left the house", **who("admin"))


def _once_there() -> dict[str, list[Any]]:
    """A plan, a meeting and an account that were there and are not, with their traces in the audit."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in removable()}
    planning.make_plan("Plan that was removed", "partnership", owner="London Councils", link="Housing Link Body",
          partner="Refugee Council")  # fmt: skip
    meeting = meetings.plan_meeting(
        body=organisation_named("Housing Link Body"),
        meeting_on=date(2010, 9, 9),
        title="Gone",
        **who("secretary"),
    )
    answering.make_paper(meeting, "1", "drafting", "secretary", "secretary2", "clearing2", "chief2")
    answering.read_papers_in_again()
    watching.watch_and_forget()
    guiding.guide_and_forget()
    joint.work_and_forget()
    equality.assess_and_forget()
    drafting.draft_and_forget()
    tension.tell_and_forget()
    communities.listen_and_forget()
    trusting.trust_somebody("desk3", "Association of Chief Police Officers", "lscb")
    add_person("gone", "delivery_partner", "Refugee Council")
    account = account_of("gone")
    SignIn.objects.create(account=account, session_key="gone", began_at=AT)
    Message.objects.create(account=account, kind="awaits", address="/", created_at=AT)
    TOTP.activate(account, generate_totp_secret())
    removed = {}
    for model, there in before.items():
        gone = model.objects.exclude(pk__in=there)
        removed[model._meta.label_lower] = sorted(gone.order_by("pk").values_list("pk", flat=True))
        gone._raw_delete("default")
    return removed


def removable() -> list[Any]:
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("commonweal.")]
    return [
        m for m in [*ours, Authenticator] if m is not AuditEntry and m._meta.label_lower != "audit.audithead"
    ]
