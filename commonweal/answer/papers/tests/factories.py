"""Small records for the tests of meetings, papers and publications."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from commonweal.answer.meetings.models import Meeting
from commonweal.answer.papers import writes
from commonweal.answer.papers.reads.content import Rendered, content_of, render_content
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.visibility.rules import Holding

ON = date(2010, 7, 1)
AT = datetime(2010, 7, 1, 10, 0, tzinfo=UTC)


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Sub-committee {n}")
    kind = "committee"


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    meeting_on = date(2010, 7, 22)
    number = factory.Sequence(str)


def viewer_as(role, organisation, account=None):
    """Somebody who holds the role in the organisation."""
    account = account or AccountFactory()
    held = Holding(role, organisation.pk, organisation.name)
    return as_viewer([held], account_id=account.pk, name=account.name)


class Cast:
    """Everybody whom a paper of one body needs, each somebody else."""

    def __init__(self, body=None):
        self.body = body or BodyFactory()
        self.officer = viewer_as("committee_officer", self.body)
        self.second_officer = viewer_as("committee_officer", self.body)
        self.clearing = viewer_as("clearing_officer", self.body)
        self.chief = viewer_as("chief_officer", self.body)
        self.member = viewer_as("authority_member", self.body)
        self.manager = viewer_as("partnership_manager", self.body)
        self.partner = viewer_as("delivery_partner", self.body)
        self.stranger = viewer_as("committee_officer", BodyFactory())

    def everybody(self):
        return {name: who for name, who in vars(self).items() if name != "body"}


def filled(format_key, text="Nothing changes."):
    sections = get_scale(format_key).sections
    return {s.code: text for s in sections if s.kind not in {"recommendation", "group"}}


def make_paper(
    cast, *, number="5", format_key="mpa@2010", meeting=None, title="How the plan stands", **given
):
    meeting = meeting or MeetingFactory(body=cast.body)
    given = {"texts": filled(format_key), "recommendations": ["That members note the plan."], **given}
    return writes.start_paper(
        meeting=meeting, number=number, title=title, office="Chief Executive", format=format_key, by=cast.officer, at=AT,
        **given,
    )  # fmt: skip


def to_drafted(cast, **given):
    return writes.submit_paper(paper=make_paper(cast, **given), on=ON, by=cast.officer, at=AT)


def to_cleared(cast, **given):
    return writes.clear_paper(paper=to_drafted(cast, **given), on=ON, by=cast.clearing, at=AT)


def approve(paper, by, at=AT, on=ON):
    rendered = render_content(content_of(paper, on=on))
    return writes.approve_paper(paper=paper, seen=rendered.hash, rendered=rendered, on=on, by=by, at=at)


def to_approved(cast, **given):
    return approve(to_cleared(cast, **given), cast.chief)


def cheap(paper, on=ON):
    """What approval asks for, without printing: for tests of who may do what."""
    text = canonical(content_of(paper, on=on))
    return Rendered(text, content_hash(text), {"fragment": b"<article></article>", "json": text.encode()})


def approve_cheaply(paper, by, at=AT, on=ON):
    rendered = cheap(paper, on)
    return writes.approve_paper(paper=paper, seen=rendered.hash, rendered=rendered, on=on, by=by, at=at)


def sign_in(client, who):
    """The browser of this person, second step taken; signing in itself has its own tests."""
    from commonweal.ground.people.models import RoleHeld
    from commonweal.ground.people.session import SECOND_STEP

    account = Account.objects.get(pk=who.account_id)
    for held in who.holdings:
        RoleHeld.objects.get_or_create(
            account=account, organisation_id=held.organisation_id, role=held.role, since_on=date(2001, 1, 1)
        )
    client.force_login(account)
    session = client.session
    session[SECOND_STEP] = True
    session.save()
    return client
