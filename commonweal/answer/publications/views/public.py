"""Pages that need no account, and that read nothing but the public tables."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from commonweal.answer.publications.reads import public as reads
from commonweal.ground.visibility.requests import Request

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
FORM_WORDS = {
    "html": "Web page (HTML)",
    "pdf": "PDF, tagged for screen readers",
    "docx": "Word (DOCX)",
    "csv": "Figures and their records (CSV)",
    "json": "Text and figures as frozen (JSON)",
}
GONE = 410
A_PAGE = 50


@login_not_required
@require_safe
def front(request: Request) -> HttpResponse:
    newest = list(reads.list_published().order_by("-published_at")[:8])
    return render(request, "publications/front.jinja", {"lines": reads.front_page(), "newest": newest})


@login_not_required
@require_safe
def register(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("body", "year", "words", "kind")}
    page = Paginator(reads.search_register(**asked), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publications/register.jinja", {
        "page": page, "documents": list(page), "total": page.paginator.count, "asked": asked,
        "bodies": reads.list_published_bodies(), "years": reads.list_published_years(),
    })  # fmt: skip


def _document(request: Request, slug: str) -> Any:
    return get_object_or_404(reads.get_documents(), slug=slug)


def _gone(request: Request, document: Any) -> HttpResponse:
    """Neither title nor text: whatever had to go is gone with the next request."""
    return render(request, "publications/withdrawn.jinja", {"document": document}, status=GONE)


@login_not_required
@require_safe
def show(request: Request, slug: str) -> HttpResponse:
    document = _document(request, slug)
    if document.withdrawn_at:
        return _gone(request, document)
    files = [(f, FORM_WORDS[f.form]) for f in reads.list_files(document) if f.form in FORM_WORDS]
    return render(request, "publications/show.jinja", {
        "document": document, "files": files, "article": mark_safe(document.html),  # noqa: S308  cleaned when printed
    })  # fmt: skip


@login_not_required
@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    document = _document(request, slug)
    if document.withdrawn_at:
        return _gone(request, document)
    found = reads.get_file(document, form) if form in MEDIA else None
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.made), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{document.slug}.{form}"'
    response["ETag"] = f'"{found.sha256}"'
    return response


@login_not_required
@require_safe
def check(request: Request, slug: str) -> HttpResponse:
    """The hash as printed, how anyone works it out, and on request worked out here once more."""
    document = _document(request, slug)
    if document.withdrawn_at:
        return _gone(request, document)
    found = reads.check_hash(document) if request.GET.get("again") else None
    return render(request, "publications/check.jinja", {"document": document, "check": found})


@login_not_required
@require_safe
def find_hash(request: Request) -> HttpResponse:
    """Which published document bears this hash?"""
    typed = request.GET.get("hash", "").strip()[:100]
    found = list(reads.find_by_hash(typed)[:5]) if typed else []
    return render(request, "publications/find_hash.jinja", {"typed": typed, "found": found})
