"""Which communities of every tier are there, and what does only another desk officer keep?"""

from __future__ import annotations

from datetime import date

from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Desk
from commonweal.listen.engagement.writes import communities, contacts, networks, watch
from tests.guarantees.extras.asking import account_of, organisation_named, who
from tests.guarantees.town import ON


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
