"""Pages on which an assessment is read, carried on, sent back and signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.assess.equality import writes
from commonweal.assess.equality.forms import ReasonForm, SignForm
from commonweal.assess.equality.reads import content, duties, lists, one
from commonweal.assess.equality.views.answering import GET_OR_POST, answer, find, to, who
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.audit.writes import Stale
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, today

# (write, words, what is asked; "" where one button is enough)
STEPS: dict[str, tuple[Any, str, str]] = {
    "require": (writes.require_assessment, "A full assessment is needed", ""),
    "screen-out": (writes.screen_out, "An assessment is not required", "Why is none required?"),
    "reopen": (writes.reopen_screening, "Screen it again", "Why is it screened again?"),
    "consult": (writes.consult, "Put it to consultation", ""),
    "send": (writes.send_for_check, "Send it for the quality check", ""),
    "take-back": (writes.take_back, "Take it back to drafting", "Why is it taken back?"),
    "check": (writes.check_assessment, "Pass the quality check", ""),
    "send-back": (writes.send_back, "Send it back", "What has to be mended?"),
    "refuse": (writes.refuse_to_sign, "Do not sign it", "What has to change before it is signed?"),
    "keep": (writes.keep_from_public, "Keep it from the public", "Why is it not published?"),
    "monitor": (writes.monitor, "Begin monitoring", ""),
    "close": (writes.close_assessment, "Close the assessment", "Why is nothing more to be watched?"),
}
PERMISSIONS = {
    **dict.fromkeys(("require", "consult", "send", "take-back", "monitor"), "equality.write"),
    **dict.fromkeys(("screen-out", "reopen", "check", "send-back"), "equality.check"),
    **dict.fromkeys(("refuse", "keep", "close"), "equality.sign"),
}


def whole(assessment: Any) -> dict[str, Any]:
    """What the page of an assessment and the page on which it is signed both show."""
    return {
        "assessment": assessment,
        "grid": one.grid_of(assessment),
        "duties": {duty.key: duty for duty in duties.duties_of(assessment.duty_sets)},
        "role_title": duties.role_title,
        "status_of": status_of,
    }


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    found = one.with_parts(find(request, pk), request.viewer)
    may_write = one.may_write(found, request.viewer)
    writing = found.state in ("drafting", "consultation")
    return render(request, "equality/show.jinja", {
        **whole(found),
        "tag": lists.TAGS[found.state],
        "deeds": one.deeds_open_to(found, request.viewer),
        "asks": {event for event, (_, _, asked) in STEPS.items() if asked},
        "faults": one.faults_of(found) if writing else [],
        "may_write": may_write,
        "may_fill": may_write and writing,
        "may_follow": one.may_follow(found, request.viewer),
        "is_author": request.viewer.account_id in one.author_ids(found),
        "successor": one.successor_of(found),
        "on": today(request),
        "history": entries_of(list_history(found)[:50]),
    })  # fmt: skip


@GET_OR_POST
def step(request: Request, pk: int, event: str) -> HttpResponse:
    """One button, or a reason and a button."""
    if event not in STEPS:
        raise Http404
    found = find(request, pk, PERMISSIONS[event])
    write, words, asks = STEPS[event]
    if event == "refuse" and request.method == "POST":
        one.check_decides(found, request.viewer)
    form = ReasonForm(request.POST or None, version=found.version)
    if asks:
        form.fields["reason"].label = asks

        def save(**typed: Any) -> Any:
            return write(assessment=found, version=form.version, **typed)

        return answer(request, form, save, words=words, action=words, of=found)
    if request.method == "POST":
        try:
            write(assessment=found, version=form.version or None, **who(request))
        except Stale:
            messages.error(request, "Somebody changed it since you opened the page. Read it again first.")
        else:
            messages.success(request, f"{words}: done.")
        return to("show", pk)
    return render(request, "equality/confirm.jinja", {"words": words, "of": found, "event": event})


@GET_OR_POST
def sign(request: Request, pk: int) -> HttpResponse:
    """Everything once more, and the button of whoever decides; a reason where the day of the decision has passed."""
    found = one.with_parts(find(request, pk, "equality.sign"), request.viewer)
    if request.method == "POST":
        one.check_decides(found, request.viewer)
    late = today(request) > found.decision_on
    form = SignForm(request.POST or None, is_late=late, initial={"seen": content.hash_now(found)})

    def save(**typed: Any) -> Any:
        return writes.sign_assessment(assessment=found, **typed)

    return answer(
        request, form, save, words="Read and sign", action="Sign it", of=found, template="equality/sign.jinja",
        late=late, may_sign=any(d.event == "sign" for d in one.deeds_open_to(found, request.viewer)), **whole(found),
    )  # fmt: skip
