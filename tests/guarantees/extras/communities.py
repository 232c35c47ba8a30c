"""Which communities of every tier are there, and what does only another desk officer keep?"""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import PUBLIC_VIEWER
from commonweal.listen.engagement.models import Desk, Issue
from commonweal.listen.engagement.reads.receipts import issue_receipt_of
from commonweal.listen.engagement.writes import (
    communities,
    contacts,
    desks,
    engagements,
    feedback,
    networks,
    outreach,
    receipts,
    watch,
)
from tests.guarantees.extras.asking import account_of, organisation_named, who
from tests.guarantees.town import AT, ON


def listen() -> None:
    """Communities of every tier, and what only another desk officer keeps."""
    for tier in ("partnership", "oversight", "police"):
        communities.add_community(
            name=f"Community for {tier}",
            basis="interest",
            names=[f"Those for {tier}"],
            tier=tier,
            **who("desk2"),
        )
    organisation = organisation_named("North London Muslim Women's Network")
    owner = account_of("desk2")
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
    _hand_over()


def _hand_over() -> None:
    """A receipt for an issue, what was written for those who hold it, and what one of them said."""
    issue = Issue.objects.order_by("pk").first()
    assert issue is not None
    key = "a-key-that-is-long-enough-for-a-receipt-of-an-issue"
    issue = receipts.hand_receipt(issue=issue, key=key, **who("desk2"))
    issue = receipts.tell_holders(issue=issue, text="We spoke to the college", **who("desk2"))
    receipts.add_to_issue(
        issue=issue,
        receipt=issue_receipt_of(key),
        text="It is better",
        is_right="yes",
        by=PUBLIC_VIEWER,
        at=AT,
    )


def listen_and_forget() -> None:
    """One of each kind that is taken out of the tables afterwards."""
    by: dict[str, Any] = who("desk2")
    community = communities.add_community(name="Gone", basis="interest", **by)
    desk = desks.open_desk(
        name="A desk that is gone", organisation=organisation_named("Metropolitan Police Service"), **by
    )
    desk = desks.seat_officer(desk=desk, account=account_of("desk3"), since_on=ON, **by)
    desk = desks.cover_community(desk=desk, community=community, since_on=ON, **by)
    worker = outreach.add_worker(
        title="Gone", organisation=desk.organisation, languages="Any", since_on=ON, **by
    )
    worker = outreach.cover(worker=worker, community=community, since_on=ON, **by)
    outreach.ask_for_loan(
        worker=worker, unit="A unit", purpose="Gone", from_on=ON, until_on=date(2010, 9, 1), **by
    )
    relationship = contacts.begin_relationship(organisation=organisation_named("London First"), on=ON, **by)
    contact = contacts.add_contact(
        relationship=relationship, role="Gone", name="Nobody", consent_basis="agreed", consented_on=ON,
        expires_on=date(2011, 7, 1), scope="Gone", on=ON, **by,
    )  # fmt: skip
    network = networks.found_network(
        name="Gone", area=Area.objects.filter(level="borough")[0], founded_on=ON, **by
    )
    network = networks.add_member(network=network, contact=contact, on=ON, **by)
    networks.ask_network(network=network, due_on=ON, on=ON, **by)
    held = engagements.log_engagement(
        title="Gone", held_on=ON, kind="meeting", purpose="Gone", level="consult", strength="reported", basis="Gone",
        communities=[community], on=ON, **by,
    )  # fmt: skip
    issue = engagements.raise_issue(
        engagement=held,
        theme="policing",
        detail="Gone",
        owed_by="Desk",
        strength="reported",
        basis="Gone",
        **by,
    )
    engagements.promise(
        engagement=held,
        issue=issue,
        you_said="Gone",
        promised="Gone",
        promised_by="Desk",
        made_on=ON,
        on=ON,
        **by,
    )
    watch.watch_event(
        title="Gone", what="Gone", place="Elsewhere", happens_on=ON, expected="Gone", on=ON, strength="reported",
        basis="Gone", review_on=ON, desks=[desk], **by,
    )  # fmt: skip
    feedback.keep_feedback(
        body=organisation_named("Metropolitan Police Authority"), scrutiny="Gone", question="Gone", group="Gone",
        from_on=ON, until_on=ON, asked_count=2, answered_count=1, strength="reported", basis="Gone", **by,
    )  # fmt: skip
