"""Pages on which something is asked for, relayed, accepted, and said to have been of use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonweal.ground.audit.answering import answer, done, new_key
from commonweal.ground.visibility.requests import Request, check_may, check_may_somewhere, today
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.forms import ReasonForm, RelayForm, RequestForm, UseForm
from commonweal.listen.exchange.views.answering import GET_OR_POST, FormPage, home_trail, to, version_sent


@require_safe
def list_page(request: Request) -> HttpResponse:
    check_may_somewhere(request, "trusted.receive", "trusted.read", "trusted.relay")
    receives = request.viewer.may_somewhere("trusted.receive")
    context = {
        "received": reads.list_received(request.viewer, on=today(request)) if receives else None,
        "relays": reads.list_relays(request.viewer) if request.viewer.may_somewhere("trusted.read") else None,
        "label": reads.purpose_label,
    }
    return render(request, "exchange/relays.jinja", context)


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    relay = reads.find_relay(request.viewer, pk)
    may = request.viewer.may("trusted.relay", [relay.owner_id]) and relay.taken_back_at is None
    return render(
        request, "exchange/relay.jinja", {"relay": relay, "may_take_back": may, "label": reads.purpose_label}
    )


@GET_OR_POST
def request_page(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    reads.check_keeps(request.viewer, exchange)
    form = RequestForm(
        request.POST or None, on=today(request), initial={"asked_on": today(request)} | new_key()
    )

    def save(**values: Any) -> None:
        writes.record_request(exchange=exchange, by=request.viewer, at=request.at, **values)

    page = _on(
        request, exchange, "Somebody asks for it", "Keep the request", "The request is kept, with what the rule says.",
        intro="Keep who asks and what for. Whether it may be shared is decided by what those who told us agreed to.",
    )  # fmt: skip
    return answer(request, form, save, page)


@GET_OR_POST
def relay_page(request: Request, pk: int) -> HttpResponse:
    exchange = reads.find_exchange(request.viewer, pk)
    check_may(request, "trusted.relay", reads.owners_behind(exchange))
    form = RelayForm(request.POST or None, on=today(request), initial=new_key())

    def save(**values: Any) -> Any:
        return writes.send_relay(exchange=exchange, by=request.viewer, at=request.at, **values)

    page = _on(
        request, exchange, "Relay it to partners", "Relay it", "It is relayed. You will be told whether it was of use.",
        intro="Police are often the first to hear. Pass on what others need, for a purpose to which those who told us agreed.",
    )  # fmt: skip
    return answer(request, form, save, replace(page, back=lambda relay: to("relay", relay.pk)))


def _on(request: Request, exchange: Any, title: str, button: str, done: str, **more: Any) -> FormPage:
    back = to("exchange", exchange.pk)
    trail = home_trail(request, (f"What was said, {exchange.pk}", back), (title, ""))
    return FormPage(title=title, button=button, back=back, done=done, trail=trail, **more)


@GET_OR_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    relay = reads.find_relay(request.viewer, pk)
    check_may(request, "trusted.relay", [relay.owner_id])
    form = ReasonForm(request.POST or None, version=relay.version)

    def save(**values: Any) -> None:
        writes.take_back_relay(relay=relay, version=form.version, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title="Take the relay back", button="Take it back", back=to("relay", pk), done="The relay is taken back.",
        trail=(("Relays", to("relays")), (relay.title, to("relay", pk)), ("Take it back", "")),
        intro="Its words go from every page. Those who had it see that it was taken back.",
    )  # fmt: skip
    return answer(request, form, save, page)


@require_safe
def received(request: Request, pk: int) -> HttpResponse:
    recipient = reads.find_recipient(request.viewer, pk)
    context = {
        "recipient": recipient,
        "relay": reads.relay_of(request.viewer, recipient),
        "owed": reads.use_owed(recipient, today(request)),
        "steps": reads.steps_for_recipient(recipient)
        if request.viewer.may("trusted.receive", [recipient.organisation_id])
        else set(),
        "label": reads.purpose_label,
    }
    return render(request, "exchange/received.jinja", context)


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    recipient = reads.find_recipient(request.viewer, pk)
    writes.accept_relay(recipient=recipient, version=version_sent(request), by=request.viewer, at=request.at)
    return done(request, "You have accepted it, and it is kept that you did.", to("received", pk))


@GET_OR_POST
def decline(request: Request, pk: int) -> HttpResponse:
    recipient = reads.find_recipient(request.viewer, pk)
    check_may(request, "trusted.receive", [recipient.organisation_id])
    form = ReasonForm(request.POST or None, version=recipient.version)

    def save(**values: Any) -> None:
        writes.decline_relay(
            recipient=recipient, version=form.version, by=request.viewer, at=request.at, **values
        )

    return answer(request, form, save, _received(recipient, "Decline it", "You have declined it."))


@GET_OR_POST
def say_use(request: Request, pk: int) -> HttpResponse:
    recipient = reads.find_recipient(request.viewer, pk)
    check_may(request, "trusted.receive", [recipient.organisation_id])
    form = UseForm(request.POST or None, version=recipient.version)

    def save(**values: Any) -> None:
        writes.say_use(recipient=recipient, version=form.version, by=request.viewer, at=request.at, **values)

    current = _use_values
    page = _received(recipient, "Was it of use?", "Thank you. Those who relayed it see your answer.")
    return answer(request, form, save, page, current=current)


def _use_values(recipient: Any) -> dict[str, Any]:
    said = {"used": "yes", "not_used": "no"}.get(recipient.state, "")
    return {"was_used": said, "use_said": recipient.use_said}


def _received(recipient: Any, title: str, done: str) -> FormPage:
    back = to("received", recipient.pk)
    trail = (("Relays", to("relays")), (f"From {recipient.sender}", back), (title, ""))
    return FormPage(title=title, button="Send", back=back, done=done, trail=trail)
