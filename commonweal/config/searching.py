"""What is there that this person may see and that says these words?

One question to the database for everything, through `visible_to`: a row that the viewer may not see is neither found nor
counted, and a column that is hidden from the viewer is not looked into. There is no index beside the tables, so whatever is
withdrawn or taken away is gone with the same change. Contacts are found by their post, never by what they are or believe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, cast

from django.apps import apps
from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from commonweal.ground.visibility.models import VisibleModel
from commonweal.ground.visibility.rules import Viewer

LONGEST, MOST_WORDS, SHORTEST = 100, 6, 2
MOST_OF_A_KIND = 20


@dataclass(frozen=True)
class Searched:
    """One kind of record: the first column is shown, all are looked into; about is the number that its page goes by."""

    words: str
    model: str
    columns: tuple[str, ...]
    page: str
    about: str = "pk"
    only: tuple[tuple[str, object], ...] = ()
    """Which of them have a page, where not all have."""
    permission: str = ""
    """Whoever may not do this sees no page of one, though a list shows them a part of it."""
    whole: bool = False
    """Its page is for those alone from whom no column is hidden."""
    until: str = ""
    """The column that holds the day from which nobody finds it any more."""

    def rows(self, viewer: Viewer, place: int, words: list[str], on: date) -> QuerySet[VisibleModel] | None:
        table: type[VisibleModel] = apps.get_model(self.model)
        hidden = table.hidden_columns(viewer)
        open_to = [name for name in self.columns if name not in hidden]
        may = (not self.permission or viewer.may_somewhere(self.permission)) and not (self.whole and hidden)
        if self.columns[0] not in open_to or not may:
            return None
        rows = table.objects.visible_to(viewer).filter(*self.only)
        rows = rows.filter(**{f"{self.until}__gt": on}) if self.until else rows
        for word in words:
            rows = rows.filter(_any_of(open_to, word))
        # One more than is shown tells that there are more.
        first = rows.order_by("pk").values("pk").distinct()[: MOST_OF_A_KIND + 1]
        return table.objects.visible_to(viewer).filter(pk__in=first).order_by().values_list(
            Value(place, IntegerField()), Cast(F(self.columns[0]), TextField()),
            Cast(F(self.about) if self.about else Value(""), TextField()),
        )  # fmt: skip


@dataclass(frozen=True)
class Hit:
    title: str
    url: str


@dataclass(frozen=True)
class Kind:
    """What was found of one kind: the first of them, and whether there are more."""

    words: str
    hits: tuple[Hit, ...]
    has_more: bool


KINDS = (
    Searched("Communities", "engagement.Community", ("name",), "engagement:show"),
    Searched(
        "Communities under another name",
        "engagement.CommunityName",
        ("name",),
        "engagement:show",
        "community_id",
    ),
    Searched("Organisations", "partners.Organisation", ("name", "short_name", "remit"), "partners:show"),
    Searched(
        "Organisations under another name", "partners.Alias", ("alias",), "partners:show", "organisation_id"
    ),
    Searched(
        "Organisations under an earlier name",
        "partners.OrganisationName",
        ("name",),
        "partners:show",
        "organisation_id",
    ),
    Searched("Places", "places.Area", ("name", "code"), "places:show"),
    Searched("Desks", "engagement.Desk", ("name", "remit"), "engagement:desk"),
    Searched(
        "Outreach workers",
        "engagement.OutreachWorker",
        ("title", "languages", "knowledge"),
        "engagement:worker",
    ),
    Searched("Contacts", "engagement.Contact", ("role",), "engagement:contact", until="expires_on"),
    Searched("Networks", "engagement.KeyNetwork", ("name",), "engagement:network"),
    Searched(
        "Engagements", "engagement.Engagement", ("title", "purpose", "learned"), "engagement:engagement"
    ),
    Searched("Issues raised", "engagement.Issue", ("detail",), "engagement:issue"),
    Searched(
        "You said, we did",
        "engagement.Commitment",
        ("you_said", "promised", "we_did"),
        "engagement:commitment",
        permission="engagement.read",
    ),
    Searched("World events", "engagement.WorldEvent", ("title", "what", "expected"), "engagement:event"),
    Searched(
        "What groups said of a scrutiny",
        "engagement.GroupFeedback",
        ("scrutiny", "group"),
        "engagement:feedback",
    ),
    Searched(
        "Tension",
        "tension.TensionItem",
        ("title", "facts", "opinion", "shareable_text"),
        "tension:return",
        "of_id",
    ),
    Searched("What communities reported", "tension.TensionReturn", ("what", "impact"), "tension:return"),
    Searched("What lies ahead", "tension.ForwardEvent", ("title", "place"), "tension:return", "of_id"),
    Searched("Shared about tension", "tension.SharedItem", ("text",), "tension:shared", ""),
    Searched(
        "What communities told us",
        "exchange.Exchange",
        ("words", "answer", "happened_next"),
        "trusted:exchange",
    ),
    Searched("Relays", "exchange.Relay", ("title", "text"), "trusted:relay"),
    Searched("Recorded crime", "recorded_crime.OffenceClass", ("name", "words"), "recorded_crime:show"),
    Searched("Watches", "surveillance.Watch", ("title",), "surveillance:watch"),
    Searched("Alerts", "surveillance.Alert", ("sentence", "explanation"), "surveillance:show"),
    Searched("What lies near", "exposure.Study", ("title", "says", "withdrawn_reason"), "exposure:show"),
    Searched("Layers of sites and people", "exposure.Layer", ("title", "source", "limits"), "exposure:layer"),
    Searched(
        "Equality assessments", "equality.EqualityAssessment", ("title", "aim", "affected"), "equality:show"
    ),
    Searched(
        "Actions for equality",
        "equality.EqualityAction",
        ("text", "measure"),
        "equality:show",
        "assessment_id",
    ),
    Searched("Guidance", "guidance.GuidanceDocument", ("title",), "guidance:show"),
    Searched(
        "What guidance says", "guidance.GuidanceVersion", ("summary", "text", "signposts"), "guidance:version"
    ),
    Searched("Operations", "impact.Operation", ("title", "unit"), "impact:operation"),
    Searched(
        "Statements of assessments",
        "impact.Statement",
        ("text", "cites_label"),
        "impact:draft",
        "assessment_id",
    ),
    Searched(
        "Lessons", "impact.Lesson", ("event", "what_happened", "what_worked", "next_time"), "impact:lesson"
    ),
    Searched("Dated events", "impact.DatedEvent", ("title", "what"), "impact:event"),
    Searched("Definitions", "harm.Definition", ("title", "about"), "harm:show"),
    Searched("Versions of definitions", "harm.DefinitionVersion", ("summary", "changed"), "harm:version"),
    Searched("Limbs of definitions", "harm.Limb", ("title", "words"), "harm:version", "of_id"),
    Searched("Cases of definitions", "harm.TestCase", ("words", "word"), "harm:version", "of_id"),
    Searched("Consulted on definitions", "harm.Consultee", ("said", "what_changed"), "harm:version", "of_id"),
    Searched(
        "Agreements",
        "agreements.Agreement",
        ("title", "nature", "purpose", "funding", "limits", "exit_terms", "end_reason"),
        "agreements:show",
    ),
    Searched(
        "Deployments",
        "agreements.Deployment",
        ("post", "purpose", "drift", "end_reason"),
        "agreements:show",
        "agreement_id",
    ),
    Searched(
        "Risks of partnerships",
        "agreements.PartnershipRisk",
        ("risk", "mitigation"),
        "agreements:show",
        "agreement_id",
    ),
    Searched(
        "Recommendations",
        "impact.Recommendation",
        ("text",),
        "advice:recommendation",
        permission="impact.read",
    ),
    Searched("Shared assessments", "impact.SharingRequest", ("purpose",), "advice:shared"),
    Searched(
        "What joint operations are for",
        "impact.JointClaim",
        ("expected_effect", "protects_victims", "evidence"),
        "impact:operation",
        "operation_id",
    ),
    Searched("Papers and plans read in", "intake.IntakeDocument", ("title", "file_name"), "intake:show"),
    Searched("Plans", "plans.Strategy", ("title", "reference"), "plans:plan"),
    Searched("Actions", "plans.PlannedAction", ("title", "text", "reference"), "plans:action"),
    Searched("Tasks", "plans.KeyTask", ("text",), "plans:action", "action_id"),
    Searched("Outcomes", "plans.Outcome", ("text", "measure"), "plans:action", "action_id"),
    Searched("Meetings", "meetings.Meeting", ("title", "place"), "meetings:show"),
    Searched("Papers", "papers.CommitteePaper", ("title", "number"), "papers:show", whole=True),
    Searched(
        "Published",
        "publications.Publication",
        ("title", "body"),
        "public:show",
        "slug",
        (("withdrawn_at", None),),
    ),
)


def search(viewer: Viewer, typed: str, on: date) -> list[Kind]:
    """Every kind of which something was found, in the order of the stages."""
    words = words_of(typed)
    asked = [
        rows for place, kind in enumerate(KINDS) if (rows := kind.rows(viewer, place, words, on)) is not None
    ]
    if not words or not asked:
        return []
    found: list[tuple[int, str, str]] = sorted(cast("Any", asked[0].union(*asked[1:])))
    return [_kind(KINDS[place], list(rows)) for place, rows in groupby(found, key=lambda row: row[0])]


def words_of(typed: str) -> list[str]:
    """What is looked for: every word has to stand there somewhere. A single letter is no word."""
    said = typed.replace("\0", " ")[:LONGEST].split()
    return [word for word in said if len(word) >= SHORTEST][:MOST_WORDS]


def _any_of(columns: list[str], word: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found


def _kind(kind: Searched, rows: list[tuple[int, str, str]]) -> Kind:
    hits = [Hit(title, reverse(kind.page, args=[about] if kind.about else [])) for _, title, about in rows]
    return Kind(kind.words, tuple(hits[:MOST_OF_A_KIND]), len(hits) > MOST_OF_A_KIND)
