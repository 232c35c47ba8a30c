"""What do the tests of the pages of plans share: a plan with something on every page, a browser, and its forms?"""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import Challenge, ReadingDoubt
from commonweal.act.plans.tests.factories import AT, EvidenceFactory, ResourceFactory, UpdateFactory, World


def page_world():
    """Something waits on each page: evidence, an update, a challenge and a doubt."""
    world = World()
    world.resource = ResourceFactory(action=world.action)
    world.evidence = EvidenceFactory(outcome=world.outcome, organisation=world.lead_body)
    world.update = UpdateFactory(
        action=world.action,
        organisation=world.lead_body,
        state="sent",
        sent_at=AT,
        reported_by_id=world.lead.account_id,
    )
    world.challenge = Challenge.objects.create(
        action=world.action, why="Not so", raised_by_id=world.member.account_id, raised_at=AT
    )
    world.doubt = ReadingDoubt.objects.create(
        strategy=world.strategy,
        action=world.action,
        line=12,
        kind="lead unmarked",
        text="Nobody is marked as lead.",
    )
    snapshot_statuses(now=AT)
    return world


def client_of(viewer):
    client = Client()
    from commonweal.ground.people.models import Account

    client.force_login(Account.objects.get(pk=viewer.account_id))
    return client


def fields(response):
    """What a browser would send back of the page's form as it was opened."""
    tree = LexborHTMLParser(response.content.decode())
    form = next(f for f in tree.css("main form[method=post]") if f.css_first("[name=version], [name=once]"))
    sent = {}
    for box in form.css("input, textarea, select"):
        name, kind = box.attributes.get("name"), box.attributes.get("type")
        if (
            not name
            or kind == "submit"
            or (kind in ("radio", "checkbox") and "checked" not in box.attributes)
        ):
            continue
        if box.tag == "select":
            chosen = box.css_first("option[selected]")
            sent[name] = chosen.attributes.get("value") or "" if chosen else ""
        else:
            sent[name] = box.text() if box.tag == "textarea" else box.attributes.get("value") or ""
    return sent
