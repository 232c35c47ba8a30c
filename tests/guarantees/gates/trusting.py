"""What was said in trust, and what was passed on of it."""

from __future__ import annotations

from typing import Any

from commonweal.ground.people.models import Account
from commonweal.listen.exchange.models import Exchange, RelayRecipient, Vacancy
from tests.guarantees.gates.thing import SAYS_WHY, Thing


def _exchange_in(state: str) -> Any:
    return Exchange.objects.filter(relationship__keeper__email="desk2@demonstration.example", state=state)[0]


def _said(step: str, **words: str) -> Any:
    return lambda e: (f"/trusted/exchanges/{e.pk}/{step}/", {"version": e.version, **words})


EXCHANGE = Thing(
    Exchange,
    ("told", "acknowledged", "answered", "told_back", "withdrawn"),
    {
        "acknowledge": _said("acknowledge"),
        "answer": _said("answer", answer="We heard you"),
        "tell_back": _said("happened-next", happened_next="It was mended"),
        "take_back": _said("take-back"),
    },
    _exchange_in,
)


def _recipient_in(state: str) -> Any:
    """Of a relay about something that was not taken back, but for those that were taken back with it."""
    rows = RelayRecipient.objects.filter(organisation__name="Refugee Council", state=state)
    return rows.filter(relay__owner__name="Metropolitan Police Service")[0]


def _received(step: str, **words: str) -> Any:
    return lambda r: (f"/trusted/received/{r.pk}/{step}/", {"version": r.version, **SAYS_WHY, **words})


RELAY = Thing(
    RelayRecipient,
    ("sent", "accepted", "declined", "used", "not_used", "withdrawn"),
    {
        "accept": _received("accept"),
        "decline": _received("decline"),
        "say_used": _received("use", was_used="yes", use_said="It helped"),
        "say_not_used": _received("use", was_used="no", use_said="It came too late"),
        "take_back": lambda r: (
            f"/trusted/relays/{r.relay_id}/take-back/",
            {"version": r.relay.version, **SAYS_WHY},
        ),
    },
    _recipient_in,
)


def _vacancy_in(state: str) -> Any:
    return Vacancy.objects.filter(owner__name="Metropolitan Police Service", state=state)[0]


def _named(vacancy: Any) -> tuple[str, dict[str, Any]]:
    keeper = Account.objects.get(email="desk@demonstration.example")
    return f"/trusted/without-keeper/{vacancy.pk}/", {
        "reason": "They know each other from the market", "version": vacancy.version, "new_keeper": keeper.pk,
    }  # fmt: skip


VACANCY = Thing(Vacancy, ("open", "filled", "kept_again"), {"name_keeper": _named}, _vacancy_in)
THINGS = {"exchange": EXCHANGE, "relay": RELAY, "vacancy": VACANCY}
