"""Pages on which a version is worded, consulted on, tried and agreed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.assess.harm import forms, writes
from commonweal.assess.harm.reads import versions
from commonweal.assess.harm.views.answering import GET_OR_POST, FormPage, on_version, to, trail_to
from commonweal.ground.visibility.requests import Request


def _find(request: Request, pk: int) -> Any:
    return get_object_or_404(versions.list_versions(request.viewer), pk=pk)


def _page(version: Any, title: str, button: str, done: str, intro: str = "") -> FormPage:
    return FormPage(title, button, to("version", version.pk), done, trail_to(version, title), intro)


@GET_OR_POST
def reword(request: Request, pk: int) -> HttpResponse:
    version = _find(request, pk)
    page = _page(version, "Change the wording", "Save the wording", "The wording is changed.")
    return on_version(
        request, version, forms.WordingForm, writes.reword, page,
        values=lambda record: {"summary": record.summary, "changed": record.changed},
    )  # fmt: skip


@GET_OR_POST
def add_limb(request: Request, pk: int) -> HttpResponse:
    version = _find(request, pk)
    page = _page(version, "Add a limb", "Add the limb", "The limb is added.")
    return on_version(request, version, forms.LimbForm, writes.add_limb, page)


@GET_OR_POST
def edit_limb(request: Request, pk: int) -> HttpResponse:
    limb = get_object_or_404(versions.list_limbs(request.viewer), pk=pk)
    intro = "With other words the cases have to be tried anew."
    page = _page(limb.of, f"Reword limb {limb.number}", "Save the limb", "The limb is reworded.", intro)

    def values(record: Any) -> dict[str, Any]:
        now = record.limbs.filter(pk=limb.pk).first() or limb
        return {"title": now.title, "words": now.words}

    return on_version(request, limb.of, forms.LimbForm, writes.reword_limb, page, values=values, limb=limb)


@GET_OR_POST
def remove_limb(request: Request, pk: int) -> HttpResponse:
    limb = get_object_or_404(versions.list_limbs(request.viewer), pk=pk)
    page = _page(limb.of, f"Take limb {limb.number} out", "Take it out", "The limb is taken out.", limb.title)
    return on_version(request, limb.of, forms.TakeBackForm, writes.remove_limb, page, limb=limb)


@GET_OR_POST
def ask(request: Request, pk: int) -> HttpResponse:
    version = _find(request, pk)
    page = _page(version, "Ask a body about it", "Keep that it was asked", "It is kept whom you asked.")
    return on_version(request, version, forms.AskForm, writes.ask, page)


@GET_OR_POST
def keep_answer(request: Request, pk: int) -> HttpResponse:
    consultee = get_object_or_404(versions.list_consultees(request.viewer), pk=pk)
    title = f"What {consultee.organisation} said"
    page = _page(consultee.of, title, "Keep the answer", "The answer is kept.")

    def values(record: Any) -> dict[str, Any]:
        now = record.consultees.filter(pk=consultee.pk).first() or consultee
        return {"answered_on": now.answered_on, "said": now.said, "what_changed": now.what_changed}

    return on_version(
        request, consultee.of, forms.AnswerForm, writes.keep_answer, page, values=values, consultee=consultee
    )


@GET_OR_POST
def add_case(request: Request, pk: int) -> HttpResponse:
    version = _find(request, pk)
    page = _page(version, "Add a case", "Add the case", "The case is added. Now try the wording on it.")
    return on_version(request, version, forms.CaseForm, writes.add_case, page)


@GET_OR_POST
def try_case(request: Request, pk: int) -> HttpResponse:
    case = get_object_or_404(versions.list_cases(request.viewer), pk=pk)
    intro = f"{case.words} Expected: {case.get_expected_display()}."
    page = _page(case.of, f"Try the wording on case {case.number}", "Keep what it says",
                 "It is kept what the wording says of the case.", intro)  # fmt: skip

    def values(record: Any) -> dict[str, Any]:
        now = record.cases.filter(pk=case.pk).first() or case
        return {"found": now.found, "word": now.word}

    return on_version(request, case.of, forms.TryForm, writes.try_case, page, values=values, case=case)


STEPS: dict[str, tuple[Any, Any, str, str, str, str]] = {
    "consult": (
        forms.ConsultForm, writes.consult, "harm.edit", "Send it out for consultation", "It is out for consultation.",
        "Whoever reads it may still see it change. Keep whom you ask, what they say, and what becomes of it.",
    ),
    "take-back": (
        forms.TakeBackForm, writes.take_back, "harm.edit", "Take it back", "It is a draft again.",
        "What the bodies said and how the cases went is kept.",
    ),
    "agree": (
        forms.AgreeForm, writes.agree, "harm.agree", "Agree to this version", "The version is agreed.",
        "From now on it never changes, everybody may read it, and people may be deployed on the strength of it. "
        "The version before it is superseded.",
    ),
}  # fmt: skip


@GET_OR_POST
def step(request: Request, pk: int, event: str) -> HttpResponse:
    if event not in STEPS:
        raise Http404
    version = _find(request, pk)
    form, write, permission, title, done, intro = STEPS[event]
    page = _page(version, title, title, done, intro)
    return on_version(request, version, form, write, page, permission=permission)
