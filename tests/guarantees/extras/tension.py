"""Which weekly returns are there in every state, and what was noted, asked, answered, agreed and shared around them?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import PUBLIC_VIEWER
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.models import Asking, ReturnRound, TensionItem, TensionReturn
from commonweal.listen.tension.reads.receipts import receipt_of
from commonweal.listen.tension.writes import arranging, collating, judging, meeting, noting, sending
from tests.guarantees.extras.asking import account_of, organisation_named, who
from tests.guarantees.town import ON

ITEM: dict[str, Any] = {
    "title": "Posters", "facts": "Ten posters were pasted over.", "opinion": "It may be one person.", "experienced": "1",
    "level": "2", "scheme": "3x5x2", "source_grade": "2", "information_grade": "C", "handling": "C",
    "handling_conditions": "Name no street", "origin": "local", "themes": ["race"], "shareable_text": "Posters were pasted over.",
    "place": "A high street", "happened": "On Tuesday evening", "in_media": True, "outlet": "A local paper",
    "reference": "A reference of ours", "action_taken": "The council cleaned", "action_recommended": "A visit",
    "review_on": date(2010, 8, 1),
}  # fmt: skip
AHEAD: dict[str, Any] = {
    "title": "A fair", "happens_on": date(2010, 8, 1), "place": "A park", "expected": "100", "level": "1",
    "contingency_owner": "Duty inspector",
}  # fmt: skip
PICTURE: dict[str, Any] = {
    "level": "2", "direction": "up", "confidence": "low", "narrative": "Uneasy", "good_news": "A street party",
}  # fmt: skip
RECEIPT_KEY = "a-key-that-is-long-enough-for-a-receipt-of-the-town"
# The week of each state. In two more, returns were passed on and closed with the rest of the demonstration's.
WEEKS = {
    "collated": date(2010, 5, 31), "withdrawn": date(2010, 6, 7), "accepted": date(2010, 6, 14), "checked": date(2010, 6, 21),
    "returned": date(2010, 6, 28), "submitted": date(2010, 7, 5), "draft": date(2010, 7, 12),
}  # fmt: skip


def tell() -> None:
    """Askings of the police in a borough and in the force, of partners and of a community; and returns to each."""
    _officers("Metropolitan Police, Haringey", "Enfield", "deputy_borough", "borough")
    _officers("Metropolitan Police Service", "Westminster", "desk", "analyst")
    _officers("Metropolitan Police, Brent", "Harrow", "brent", "analyst")
    for key, variant in (("mps", "partner"), ("stranger", "partner"), ("contributor", "contributor")):
        _words(key, variant, "Haringey")
    _words("lscb", "partner", "Hackney")
    _not_heard_yet()
    _put_together()
    _longer_and_reminded()
    _without_a_name()
    _group()


def _at(week: date, hour: int = 9) -> datetime:
    """On the Tuesday of the week: in time."""
    return timezone.make_aware(datetime.combine(week + timedelta(days=1), time(hour)))


def by(key: str, week: date, hour: int = 9) -> dict[str, Any]:
    return {**who(key), "at": _at(week, hour)}


def _borough(name: str) -> Area:
    return Area.objects.get(level="borough", name=name)


def ask(organisation: str, area: str, variant: str, overseer: str = "") -> Asking:
    chosen = ReturnRound.objects.get()
    made: Asking = arranging.ask(
        chosen=chosen, organisation=organisation_named(organisation), area=_borough(area), variant=variant,
        overseer=organisation_named(overseer or f"Metropolitan Police, {area}"), since_on=chosen.since_on, **who("analyst"),
    )  # fmt: skip
    return made


def _officers(organisation: str, area: str, author: str, second: str) -> None:
    """One return in each state about another area than their own, of which they oversee the returns themselves."""
    asking = ask(organisation, area, "officer", organisation)
    for state, week in WEEKS.items():
        _move(_picture(asking, week, author), state, week, author, second)


def _picture(asking: Asking, week: date, author: str) -> TensionReturn:
    sent = sending.start_return(asking=asking, week_starting=week, **PICTURE, **by(author, week))
    for protected in (False, True):
        sent = noting.note_item(
            sent=sent, restricted_text="Somebody who would be known", communities=Community.objects.all()[:1],
            **{**ITEM, "is_protected": protected}, **by(author, week),
        )  # fmt: skip
    return noting.note_ahead(sent=sent, **AHEAD, **by(author, week))


def _move(sent: TensionReturn, state: str, week: date, author: str, second: str) -> None:
    if state == "draft":
        return
    # The risk to a life makes one urgent in each body, so that it leaves the weekly cycle.
    sent = sending.submit_return(sent=sent, risk_to_life=state == "submitted", **by(author, week))
    if state == "withdrawn":
        sending.withdraw_return(sent=sent, **by(author, week))
    elif state == "returned":
        judging.send_back(sent=sent, reason="Where was it?", **by(second, week, 10))
    elif state != "submitted":
        sent = judging.check_return(sent=sent, **by(second, week, 10))
        if state != "checked":
            judging.accept_return(sent=sent, **by("collator", week, 11))


def _words(key: str, variant: str, area: str) -> None:
    """What is said in words: one kept for later, one sent back, one withdrawn and one answered."""
    body = str(who(key)["by"].organisation)
    asking = Asking.objects.filter(organisation__name=body, area__name=area, variant=variant).first()
    asking = asking or ask(body, area, variant)
    said: dict[str, Any] = {"about": ["Race"], "what": "Words were shouted", "impact": "Fear", "told": True}
    for state, of in (
        ("draft", "draft"),
        ("returned", "returned"),
        ("withdrawn", "withdrawn"),
        ("submitted", "accepted"),
    ):
        week = WEEKS[of]
        if state == "draft":
            sending.start_return(asking=asking, week_starting=week, **said, **by(key, week))
            continue
        sent = sending.report(asking=asking, week_starting=week, **said, **by(key, week))
        if state == "returned":
            judging.send_back(sent=sent, reason="When was it?", **by("analyst", week, 10))
        elif state == "withdrawn":
            sending.withdraw_return(sent=sent, **by(key, week))
        else:
            judging.answer_return(sent=sent, text="We went there", **by("desk2", week, 10))
            judging.add_words(sent=sent, text="It goes on", receipt="", **by(key, week, 11))


def _not_heard_yet() -> None:
    """Asked and, until now, silent: somebody of each kind who may still report on this week."""
    for key, variant in (("borough", "officer"), ("mps", "partner"), ("contributor", "contributor")):
        ask(str(who(key)["by"].organisation), "Ealing", variant)


def _put_together() -> None:
    week = WEEKS["collated"]
    collating.collate(
        chosen=ReturnRound.objects.get(), week_starting=week, level="1", direction="steady", confidence="low",
        narrative="For the police", shareable_text="For partners", **by("analyst", week, 12),
    )  # fmt: skip


def _longer_and_reminded() -> None:
    week = WEEKS["draft"]
    for key in ("borough", "mps", "contributor"):
        body = who(key)["by"].organisation
        asking = Asking.objects.filter(organisation__name=str(body)).order_by("pk").first()
        assert asking is not None
        arranging.grant_exception(
            asking=asking, week_starting=week, account=account_of(key), until_at=_at(week) + timedelta(days=9),
            reason="The office was flooded", **by("analyst", week),
        )  # fmt: skip
        for kind in ("before", "after", "above"):
            arranging.remind(asking=asking, week_starting=week, kind=kind, **by("analyst", week))


def _without_a_name() -> None:
    week = WEEKS["submitted"]
    sent = sending.report_publicly(
        chosen=ReturnRound.objects.get(), area=_borough("Haringey"), key=RECEIPT_KEY, what="Somebody shouts at night",
        impact="Nobody sleeps", risk_to_life=True, overseer_id=organisation_named("Metropolitan Police, Haringey").pk, by=PUBLIC_VIEWER,
        at=_at(week),
    )  # fmt: skip
    judging.answer_return(sent=sent, text="A patrol comes by", **by("borough", week, 10))
    judging.add_words(
        sent=sent, text="It came", receipt=receipt_of(RECEIPT_KEY), by=PUBLIC_VIEWER, at=_at(week, 11)
    )


def _group() -> None:
    """A second meeting about the borough, which looked at an item of one of its returns, and one elsewhere."""
    mine = organisation_named("Metropolitan Police, Haringey")
    for area, key, host in (("Haringey", "borough", mine), ("Brent", "brent", organisation_named("Metropolitan Police, Brent"))):  # fmt: skip
        item = TensionItem.objects.filter(of__area=_borough(area), is_protected=False).first()
        held = meeting.record_meeting(
            area=_borough(area), host=host, held_on=date(2010, 7, 13), attended=[host, organisation_named("London First")],
            reviewed=[item] if item else [], level="2", note="Quiet", sharing_conditions="Not to be printed",
            next_meeting_on=date(2010, 7, 27), **who(key),
        )  # fmt: skip
        for number in (1, 2):
            held = meeting.add_group_action(
                meeting=held, text=f"A thing to do ({number})", owner=host, due_on=ON, **who(key)
            )
        meeting.finish_group_action(meeting=held, action=held.actions.order_by("pk")[1].pk, outcome="It helped", done_on=ON, **who(key))  # fmt: skip


def tell_and_forget() -> None:
    """One of each kind that is taken out of the tables afterwards."""
    asking = ask("Metropolitan Police, Haringey", "Barnet", "officer", "Metropolitan Police, Haringey")
    _picture(asking, WEEKS["draft"], "borough")
    week = date(2010, 6, 7)
    collating.collate(
        chosen=ReturnRound.objects.get(), week_starting=week, level="1", **by("analyst", week, 12)
    )
    held = meeting.record_meeting(
        area=_borough("Haringey"), host=asking.overseer, held_on=date(2010, 7, 14), **who("borough")
    )
    meeting.add_group_action(meeting=held, text="Gone", owner=asking.overseer, due_on=ON, **who("borough"))
