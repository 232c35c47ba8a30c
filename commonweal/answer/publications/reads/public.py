"""What may anybody read, and does a published document still match its hash? From the public tables, and no other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from commonweal.answer.publications.models import Publication, PublishedFile, PublishedLine
from commonweal.answer.publications.rules import LineKind
from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.visibility.rules import PUBLIC_VIEWER

LINES_ON_THE_FRONT_PAGE = 12
HEAVY = ("html", "frozen_text")


def list_published() -> QuerySet[Publication]:
    """What anybody may read now, without the long texts; withdrawn documents are not in the list."""
    return Publication.objects.visible_to(PUBLIC_VIEWER).filter(withdrawn_at__isnull=True).defer(*HEAVY)


def search_register(
    *, body: str = "", year: str = "", words: str = "", kind: str = ""
) -> QuerySet[Publication]:
    """By body, by the year of the meeting, and by words of the title."""
    found = list_published()
    if body:
        found = found.filter(body=body)
    if year.isdecimal() and len(year) == 4:
        found = found.filter(meeting_on__year=int(year))
    if kind:
        found = found.filter(kind=kind)
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    return found


def list_published_bodies() -> list[str]:
    return list(list_published().order_by("body").values_list("body", flat=True).distinct())


def list_published_years() -> list[int]:
    days = (
        list_published().filter(meeting_on__isnull=False).order_by().dates("meeting_on", "year", order="DESC")
    )
    return [d.year for d in days]


def get_documents() -> QuerySet[Publication]:
    """Every document that ever was public, withdrawn ones included, for a page that says so."""
    return Publication.objects.visible_to(PUBLIC_VIEWER).select_related("replaced_by")


def list_files(publication: Publication) -> list[PublishedFile]:
    return list(PublishedFile.objects.visible_to(PUBLIC_VIEWER).filter(publication=publication).defer("made"))


def get_file(publication: Publication, form: str) -> PublishedFile | None:
    return PublishedFile.objects.visible_to(PUBLIC_VIEWER).filter(publication=publication, form=form).first()


def find_by_hash(typed: str) -> QuerySet[Publication]:
    return get_documents().defer(*HEAVY).filter(hash=typed.strip().lower())


def front_page() -> dict[str, list[PublishedLine]]:
    """What was promised, what was done and what was decided, from the newest statements that still stand."""
    lines = PublishedLine.objects.visible_to(PUBLIC_VIEWER).filter(
        publication__withdrawn_at__isnull=True, publication__replaced_by__isnull=True
    )
    return {kind.value: _newest(lines, kind) for kind in LineKind}


def _newest(lines: QuerySet[PublishedLine], kind: LineKind) -> list[PublishedLine]:
    found = lines.filter(kind=kind).select_related("publication")
    found = found.defer(*(f"publication__{column}" for column in HEAVY))
    return list(
        found.order_by("-publication__published_at", "publication", "position")[:LINES_ON_THE_FRONT_PAGE]
    )


@dataclass(frozen=True)
class Check:
    """The hash that was printed, the hash worked out anew from the published bytes, and whether they are one."""

    printed: str
    worked_out: str

    @property
    def is_same(self) -> bool:
        return self.printed == self.worked_out


def check_hash(publication: Publication) -> Check:
    """Work the hash out again from the bytes of the file that everybody downloads."""
    file = get_file(publication, "json")
    return Check(publication.hash, hash_of_bytes(bytes(file.made)) if file else "")
