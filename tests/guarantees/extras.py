"""What has to be there besides the demonstration, so that every role finds something that it must not see or touch?

Everything goes in through the rooms' own writes; only what a write cannot make (a record of a tier of its own, a row
that was there once) is set in the tables afterwards.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps

from commonweal.act.plans.models import ReadingDoubt, Strategy
from commonweal.act.plans.writes import closing, evidence, partners, progress, resources, structure, work
from commonweal.answer.meetings import writes as meetings
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import FORMS, Rendered, content_of
from commonweal.answer.papers.rules import canonical, content_hash
from commonweal.answer.papers.tests.factories import filled
from commonweal.answer.publications import writes as publications
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.reads import statements
from commonweal.assess.surveillance import writes as surveillance
from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.config.demonstration.load import load_world
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, Letter, NamedOn, RecoveryCode, SignIn
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.writes.administering import invite_person, remove_person
from commonweal.ground.people.writes.own_account import accept_invitation
from commonweal.ground.people.writes.sessions import begin_session
from commonweal.ground.places import waiting
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.listen.engagement.models import Community, Desk
from commonweal.listen.engagement.writes import communities, contacts, networks, watch
from commonweal.listen.exchange import writes as trusted
from commonweal.listen.intake.models import IntakeDocument
from commonweal.listen.recorded_crime import writes as crime
from commonweal.listen.recorded_crime.models import OffenceClass
from tests.guarantees.town import AT, ON

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
    ("borough2", "borough_lead", "Metropolitan Police Service"),
]


# A boundary file that waits to be confirmed.
WARD = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E05999999","name":"A ward"},'
    b'"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[-0.1,51.51],[-0.09,51.51],[-0.09,51.5],[-0.1,51.5]]]}}]}'
)


def build() -> dict[str, list[Any]]:
    """Everything; returns the keys of what was there once, by the table's label."""
    load_world()
    for key, role, organisation in MORE_PEOPLE:
        _person(key, role, organisation)
    _plan("Plan for oversight", "oversight", owner="Metropolitan Police Authority",
          link="Equality and Diversity Sub-committee", partner="Metropolitan Police Service")  # fmt: skip
    _plan("Plan for the police", "police", owner="Metropolitan Police Service", link="Community Safety Link Body",
          partner="Metropolitan Police Service")  # fmt: skip
    named = _plan("Plan for named people", "named", owner="London Councils", link="Housing Link Body",
                  partner="Refugee Council")  # fmt: skip
    _plan("Plan of others", "partnership", owner="London Councils", link="Housing Link Body",
          partner="London Safeguarding Children Board")  # fmt: skip
    for label, row in (("plans.strategy", named),):
        NamedOn.objects.create(account=_account("refugee_council"), record_type=label, record_id=row.pk)
    _answering("MPA", "Equality and Diversity Sub-committee", "officer", "deputy", "clearing", "chief")
    _answering(
        "LSMP", "London Strategic Migration Partnership", "secretary", "secretary2", "clearing2", "chief2"
    )
    _papers_read_in()
    _in_trust("desk2", "Metropolitan Police Service", "refugee_council")
    _in_trust("desk3", "Association of Chief Police Officers", "lscb")
    _listening()
    _counted_and_watched()
    waiting.keep(WARD, at=AT)
    _around_people()
    return _once_there()


def _account(key: str) -> Account:
    return Account.objects.get(email=f"{key.replace('_', '-')}@demonstration.example")


def who(key: str) -> dict[str, Any]:
    return {"by": get_viewer(_account(key), on=ON), "at": AT}


def _organisation(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def _person(key: str, role: str, organisation: str) -> None:
    account = invite_person(
        email=f"{key.replace('_', '-')}@demonstration.example", name=f"{key.title()} of {organisation}", role=role,
        organisation=_organisation(organisation), **who("admin"),
    )  # fmt: skip
    accept_invitation(account=account, letter=Letter.objects.get(account=account), name=account.name,
                      password=secrets.token_urlsafe(32), **who(key))  # fmt: skip


# Plans: every tier, and in each an update, evidence, a challenge and a resource in more than one state.


def _plan(title: str, tier: str, *, owner: str, link: str, partner: str) -> Strategy:
    by: dict[str, Any] = {"by": SYSTEM, "at": AT}
    body, reporter = _organisation(partner), who(_somebody_of(partner))
    strategy = structure.add_strategy(title=title, owner_organisation=_organisation(owner), tier=tier, **by)
    area = structure.add_service_area(
        strategy=strategy, title="Its area", link_body=_organisation(link), **by
    )
    objective = structure.add_objective(service_area=area, text=f"What {title} wants", **by)
    ReadingDoubt.objects.create(strategy=strategy, line=3, kind="misprint", text=f"A doubt about {title}")
    for number, state in enumerate(("open", "ready", "proposed", "closed", "challenged"), 1):
        action = structure.add_action(
            objective=objective,
            reference=f"X.{number}",
            title=f"{title} {number}",
            due_on=date(2010, 12, 1),
            **by,
        )
        action = partners.set_lead(action=action, organisation=body, contact_post="Head of policy", **by)
        task = work.add_task(action=action, text=f"A task of {title}", due_on=date(2010, 9, 1), **by)
        work.add_task(action=action, parent=task, text="A part of it", **by)
        outcome = work.add_outcome(action=action, text=f"An outcome of {title}", **by)
        ReadingDoubt.objects.create(
            strategy=strategy,
            action=action,
            line=7,
            kind="lead not stated",
            text=f"Who leads in {title} {number}?",
        )
        resources.add_resource(action=action, kind="funding", text="A grant", state="applied", **by)
        _updates(action, body, reporter)
        _evidence(outcome, body, reporter)
        _move(action, task, state, reporter, body)
    return strategy


def _somebody_of(organisation: str) -> str:
    found = {"Metropolitan Police Service": "mps", "Refugee Council": "refugee_council"}
    return found.get(organisation, "lscb")


def _updates(action: Any, body: Organisation, reporter: dict[str, Any]) -> None:
    judge: dict[str, Any] = {"by": _judge(), "at": AT}
    for number, state in enumerate(("draft", "sent", "sent_back", "confirmed", "withdrawn")):
        update = progress.start_update(
            action=action, organisation=body, period_until_on=date(2010, 2 + number, 1), narrative=f"A {state} report",
            **reporter,
        )  # fmt: skip
        if state in {"sent", "sent_back", "confirmed"}:
            update = progress.send_update(update=update, **reporter)
        if state == "sent_back":
            progress.send_back_update(update=update, reason="It says too little", **judge)
        if state == "confirmed":
            progress.confirm_update(update=update, **judge)
        if state == "withdrawn":
            progress.withdraw_update(update=update, **reporter)


def _judge() -> Viewer:
    """A second person with every permission, so that records of bodies without officers can be judged, too."""
    account = _account("manager2")
    return Viewer(account_id=account.pk, name=account.name, tiers=SYSTEM.tiers, is_system=True)


def _evidence(outcome: Any, body: Organisation, reporter: dict[str, Any]) -> None:
    judge: dict[str, Any] = {"by": _judge(), "at": AT}
    for state in ("offered", "rejected", "withdrawn", "accepted"):
        item = evidence.offer_evidence(
            outcome=outcome, organisation=body, text=f"Something {state}", source="A report", strength="documented",
            shown_from_on=date(2010, 3, 1), **reporter,
        )  # fmt: skip
        if state == "accepted":
            evidence.accept_evidence(evidence=item, **judge)
        elif state == "rejected":
            evidence.reject_evidence(evidence=item, reason="Not enough", **judge)
        elif state == "withdrawn":
            evidence.withdraw_evidence(evidence=item, **reporter)


def _move(action: Any, task: Any, state: str, reporter: dict[str, Any], body: Organisation) -> None:
    judge: dict[str, Any] = {"by": _judge(), "at": AT}
    if state == "open":
        return
    for each in (*task.subtasks.all(), task):
        work.mark_task_done(task=each, done_on=date(2010, 7, 1), **reporter)
    if state == "ready":
        return
    action = closing.propose_closing(action=action, **reporter)
    if state != "proposed":
        action = closing.close_action(action=action, **judge)
    if state == "closed":
        action = closing.challenge_action(action=action, why="Is it so?", **who("member"))
        closing.answer_challenge(
            action=action, challenge=action.challenges.get(), upheld=False, answer="It is", **judge
        )
    if state == "challenged":
        closing.challenge_action(action=action, why="Nobody can see it", **who("member"))


# Meetings, papers in every state, and what waits for the public


def _answering(tag: str, body: str, officer: str, deputy: str, clearing: str, chief: str) -> None:
    meeting = meetings.plan_meeting(
        body=_organisation(body), meeting_on=date(2010, 9, 9), title=f"September at the {tag}", **who(officer)
    )
    past = meetings.plan_meeting(
        body=_organisation(body), meeting_on=date(2010, 7, 14), title=f"July at the {tag}", **who(officer)
    )
    meetings.publish_agenda(
        meeting=past, published_on=date(2010, 7, 12), urgency_reason="It could not wait", **who(officer)
    )
    made = {state: _paper(meeting, f"{number}", state, officer, deputy, clearing, chief)
            for number, state in enumerate(("drafting", "drafted", "cleared", "approved", "published", "withdrawn"), 1)}  # fmt: skip
    for number, tier in enumerate(("partnership", "police"), 7):
        paper = _paper(meeting, f"{number}", "drafting", officer, deputy, clearing, chief)
        CommitteePaper.objects.filter(pk=paper.pk).update(tier=tier)
    for tier in ("oversight", "police"):
        hidden = meetings.plan_meeting(
            body=_organisation(body),
            meeting_on=date(2010, 9, 10),
            number=tier,
            title=f"For {tier}",
            **who(officer),
        )
        Meeting.objects.filter(pk=hidden.pk).update(tier=tier)
    papers.record_decision(recommendation=made["published"].recommendations.first(), verb="noted",
                           decided_on=date(2010, 9, 9), **who(officer))  # fmt: skip
    waits = _paper(meeting, "9", "approved", officer, deputy, clearing, chief)
    publications.release_paper(paper=waits, seen=waits.frozen_hash, embargoed_until_at=AT + timedelta(days=3),
                               **who(deputy))  # fmt: skip
    goes = _paper(meeting, "10", "published", officer, deputy, clearing, chief)
    publications.withdraw_publication(publication=Publication.objects.get(release__paper=goes), reason="It named a person",
                                      **who(deputy))  # fmt: skip
    release = _decisions(meeting, officer)
    publications.send_back_release(release=release, reason="A decision is missing", **who(deputy))
    _decisions(meeting, officer)


# Relationships of trust, and what was said, asked for and relayed in them, in every state


def _in_trust(desk: str, owner: str, partner: str) -> None:
    by = who(desk)
    relationship = trusted.begin_relationship(
        owner=_organisation(owner), community=Community.objects.order_by("pk").first(), purpose="To hear early",
        since_on=ON, agreed_on=ON, **by,
    )  # fmt: skip
    trusted.keep_identity(relationship=relationship, name="Somebody", how_to_reach="In person", **by)
    trusted.open_identity(
        relationship=relationship, reason="It was needed to know, and it was said", by=by["by"],
        at=AT - timedelta(days=1),
    )  # fmt: skip
    for number, state in enumerate(("told", "acknowledged", "answered", "told_back", "withdrawn")):
        exchange = trusted.record_exchange(
            relationship=relationship, said_on=ON, words=f"Something {state}", purposes=["safety", "services"],
            is_shareable=bool(number % 2), **by,
        )  # fmt: skip
        trusted.record_request(
            exchange=exchange, organisation=_organisation("UK Border Agency"), purpose="immigration_enforcement",
            asked_on=ON, **by,
        )  # fmt: skip
        _relays(exchange, partner, by)
        _say(exchange, state, by)


def _say(exchange: Any, state: str, by: dict[str, Any]) -> None:
    if state == "withdrawn":
        trusted.take_back(exchange=exchange, **by)
    elif state != "told":
        exchange = trusted.acknowledge(exchange=exchange, **by)
        if state != "acknowledged":
            exchange = trusted.answer(exchange=exchange, answer="We thank you", **by)
        if state == "told_back":
            trusted.tell_back(exchange=exchange, happened_next="It was mended", **by)


def _relays(exchange: Any, partner: str, by: dict[str, Any]) -> None:
    receiver = who(partner)
    for state in ("sent", "accepted", "declined", "used", "not_used", "withdrawn"):
        relay = trusted.send_relay(
            exchange=exchange, title=f"A relay {state}", text="Take care", purpose="safety", source_grade="2",
            information_grade="C", handling="C", conditions="Tell nobody",
            organisations=[_organisation(receiver["by"].organisation)], **by,
        )  # fmt: skip
        recipient = relay.recipients.get()
        if state == "declined":
            trusted.decline_relay(recipient=recipient, reason="Not for us", **receiver)
        elif state == "withdrawn":
            trusted.take_back_relay(relay=relay, reason="It was wrong", **by)
        elif state != "sent":
            recipient = trusted.accept_relay(recipient=recipient, **receiver)
            if state != "accepted":
                trusted.say_use(
                    recipient=recipient, was_used=state == "used", use_said="It was read", **receiver
                )


def cheaply(content: dict[str, Any]) -> Rendered:
    """Every form of the content, without printing it: for what is not about how a paper looks."""
    text = canonical(content)
    mark = f"<article><p>{content_hash(text)}</p></article>".encode()
    return Rendered(
        text, content_hash(text), {form: text.encode() if form == "json" else mark for form in FORMS}
    )


def _paper(
    meeting: Any, number: str, state: str, officer: str, deputy: str, clearing: str, chief: str
) -> CommitteePaper:
    paper = papers.start_paper(
        meeting=meeting, number=number, title=f"A paper {state} ({number}) by {officer}", office="Chief Executive", format="mpa@2010",
        texts=filled("mpa@2010"), recommendations=["That members note it."], **who(officer),
    )  # fmt: skip
    paper = papers.type_figure(
        paper=paper,
        key="cost",
        value="£1,200",
        words="What travelling costs, by the finance officer",
        **who(officer),
    )
    if state == "drafting":
        return paper
    paper = papers.write_section(
        paper=paper, code="environmental", not_applicable_reason="Nothing is built.", **who(deputy)
    )
    paper = papers.submit_paper(paper=paper, on=ON, **who(officer))
    if state == "drafted":
        return paper
    paper = papers.clear_paper(paper=paper, on=ON, **who(clearing))
    if state == "cleared":
        return paper
    rendered = cheaply(content_of(paper, on=ON))
    paper = papers.approve_paper(paper=paper, seen=rendered.hash, rendered=rendered, on=ON, **who(chief))
    if state == "published":
        publications.release_paper(paper=paper, seen=paper.frozen_hash, **who(deputy))
    if state == "withdrawn":
        papers.withdraw_paper(paper=paper, reason="Not needed any more", **who(officer))
    return CommitteePaper.objects.get(pk=paper.pk)


def _decisions(meeting: Any, officer: str) -> Any:
    lines = statements.decision_lines(meeting)
    rendered = cheaply(statements.decisions_content(meeting, lines))
    return publications.prepare_decisions(meeting=meeting, rendered=rendered, lines=lines, **who(officer))


def _listening() -> None:
    """Communities of every tier, and what only another desk officer keeps."""
    for tier in ("partnership", "oversight", "police"):
        communities.add_community(
            name=f"Community for {tier}",
            basis="interest",
            names=[f"Those for {tier}"],
            tier=tier,
            **who("desk2"),
        )
    organisation = _organisation("North London Muslim Women's Network")
    owner = _account("desk2")
    relationship = contacts.begin_relationship(organisation=organisation, owner=owner, on=ON, **who("desk2"))
    contact = contacts.add_contact(
        relationship=relationship, role="Coordinator", name="Somebody of the network", channel="By post", on=ON,
        consent_basis="agreed", consented_on=ON, expires_on=date(2011, 7, 1), scope="To be called", **who("desk2"),
    )  # fmt: skip
    for number, name in enumerate(("Nobody asked yet", "Nobody answered yet")):
        borough = Area.objects.filter(level="borough").order_by("pk")[number]
        network = networks.found_network(name=name, area=borough, founded_on=ON, **who("desk2"))
        network = networks.add_member(network=network, contact=contact, on=ON, **who("desk2"))
        if number:
            networks.ask_network(network=network, due_on=ON, on=ON, **who("desk2"))
    event = watch.watch_event(
        title="An election", what="Votes", place="Elsewhere", happens_on=date(2010, 7, 1), expected="Calm", on=ON,
        strength="reported", basis="Two shops", review_on=ON, desks=Desk.objects.all()[:1], **who("desk2"),
    )  # fmt: skip
    watch.judge_event(event=event, verdict="right", what_came="It was calm", on=ON, **who("desk"))


def _papers_read_in() -> None:
    first = IntakeDocument.objects.get()
    for tier in ("oversight", "police"):
        IntakeDocument.objects.create(
            title=f"Read in for {tier}", kind="txt", sha256=tier.ljust(64, "0"), lines=first.lines, result=first.result,
            has_plan=first.has_plan, read_at=AT, read_by=_account("officer"), tier=tier,
        )  # fmt: skip


def _counted_and_watched() -> None:
    """Classes of every tier, a break in each state, and alerts in every state: of one's own borough and of others."""
    for tier in ("oversight", "police"):
        crime.add_offence_class(name=f"Counted for {tier}", words="Anything", source="A test", limits="It is invented",
                                tier=tier, **who("analyst"))  # fmt: skip
    for made in OffenceClass.objects.all():
        for reason in ("stands", "goes"):
            known = crime.declare_break(offence_class=made, from_on=date(2009, 3, 1), reason=f"A break that {reason}",
                                        effect="caution", **who("analyst"))  # fmt: skip
        crime.withdraw_break(known_break=known, reason="It was none", **who("collator"))
    watch = Watch.objects.get(subject="recorded_crime")
    surveillance.declare_break(
        watch=watch, from_on=date(2009, 3, 1), reason="Another form", restarts=False, **who("analyst")
    )
    waiting = list(Alert.objects.filter(state="raised").order_by("pk"))
    for alert in waiting[-2:]:
        surveillance.acknowledge_alert(alert=alert, **who("analyst"))
        surveillance.close_alert(alert=alert, reason="It was a mistake in the file", **who("collator"))
    surveillance.begin_watch(title="Stopped again", subject="recorded_crime", offence_class=watch.offence_class,
                             methods=["ears_c2"], from_on=date(2010, 6, 1), **who("analyst"))  # fmt: skip
    surveillance.stop_watch(
        watch=Watch.objects.get(title="Stopped again"), reason="Nobody reads it", **who("analyst")
    )


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
                      organisation=_organisation(organisation), **who("admin"))  # fmt: skip
    remove_person(account=_account("leaver"), reason="Left the house", **who("admin"))


def _once_there() -> dict[str, list[Any]]:
    """A plan, a meeting and an account that were there and are not, with their traces in the audit."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in removable()}
    _plan("Plan that was removed", "partnership", owner="London Councils", link="Housing Link Body",
          partner="Refugee Council")  # fmt: skip
    meeting = meetings.plan_meeting(
        body=_organisation("Housing Link Body"), meeting_on=date(2010, 9, 9), title="Gone", **who("secretary")
    )
    _paper(meeting, "1", "drafting", "secretary", "secretary2", "clearing2", "chief2")
    _papers_read_in_again()
    _watched_and_gone()
    _person("gone", "delivery_partner", "Refugee Council")
    account = _account("gone")
    SignIn.objects.create(account=account, session_key="gone", began_at=AT)
    Message.objects.create(account=account, kind="awaits", address="/", created_at=AT)
    TOTP.activate(account, generate_totp_secret())
    removed = {}
    for model, there in before.items():
        gone = model.objects.exclude(pk__in=there)
        removed[model._meta.label_lower] = sorted(gone.order_by("pk").values_list("pk", flat=True))
        gone._raw_delete("default")
    return removed


def _watched_and_gone() -> None:
    gone = crime.add_offence_class(
        name="Gone", words="Anything", source="A test", limits="Gone", **who("analyst")
    )
    crime.declare_break(
        offence_class=gone, from_on=date(2009, 3, 1), reason="Gone", effect="caution", **who("analyst")
    )
    watch = surveillance.begin_watch(title="Gone", subject="recorded_crime", offence_class=gone, methods=["ears_c1"],
                                     from_on=date(2010, 6, 1), **who("analyst"))  # fmt: skip
    alert = Alert.objects.order_by("pk").first()
    assert alert is not None
    alert.pk, alert.watch = None, watch
    alert.save(force_insert=True)


def removable() -> list[Any]:
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("commonweal.")]
    return [
        m for m in [*ours, Authenticator] if m is not AuditEntry and m._meta.label_lower != "audit.audithead"
    ]


def _papers_read_in_again() -> None:
    first = IntakeDocument.objects.order_by("pk").first()
    assert first is not None
    IntakeDocument.objects.create(title="Read in and gone", kind="txt", sha256="0" * 64, lines=first.lines,
                                  result=first.result, read_at=AT, read_by=_account("officer"))  # fmt: skip
