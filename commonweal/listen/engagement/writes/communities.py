"""How does a community come in, get its names, and how are its sizes loaded?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Tier, Viewer
from commonweal.listen.engagement.models import Community, CommunityName, CommunitySize, SizeLoad
from commonweal.listen.engagement.reads.loading import check_table
from commonweal.listen.engagement.rules.loading import BadTable


@write("added a community", permission="engagement.communities")
def add_community(
    *,
    name: str,
    basis: str,
    by: Viewer,
    at: datetime,
    parent: Community | None = None,
    names: Iterable[str] = (),
    languages: str = "",
    known_gaps: str = "",
    tier: str = Tier.PUBLIC.value,
) -> Community:
    _check_free([name, *names])
    community = Community.objects.create(
        name=_tidy(name),
        basis=basis,
        parent=parent,
        languages=_tidy(languages),
        known_gaps=known_gaps,
        tier=tier,
    )
    _set_names(community, names)
    return community


@write("changed a community", permission="engagement.communities", locks="community")
def change_community(
    *,
    community: Community,
    name: str,
    basis: str,
    by: Viewer,
    at: datetime,
    parent: Community | None = None,
    names: Iterable[str] = (),
    languages: str = "",
    known_gaps: str = "",
    tier: str = Tier.PUBLIC.value,
) -> Community:
    _check_free([name, *names], but=community)
    _check_no_circle(community, parent)
    community.name, community.basis, community.parent = _tidy(name), basis, parent
    community.languages, community.known_gaps, community.tier = _tidy(languages), known_gaps, tier
    community.save()
    _set_names(community, names)
    return community


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _check_free(names: Iterable[str], but: Community | None = None) -> None:
    """No two communities share a name, of whichever kind."""
    key = but.pk if but else 0
    for name in filter(None, map(_tidy, names)):
        taken = Community.objects.filter(name__iexact=name).exclude(pk=key).exists()
        if taken or CommunityName.objects.filter(name__iexact=name).exclude(community_id=key).exists():
            raise NotPossible(f"Another community is called “{name}” already.")


def _check_no_circle(community: Community, parent: Community | None) -> None:
    above = parent
    while above is not None:
        if above.pk == community.pk:
            raise NotPossible("A community cannot be a part of itself or of one of its own parts.")
        above = above.parent


def _set_names(community: Community, names: Iterable[str]) -> None:
    wanted = {tidy.lower(): tidy for name in names if (tidy := _tidy(name))}
    wanted.pop(community.name.lower(), None)
    for there in community.names.all():
        if wanted.pop(there.name.lower(), None) is None:
            there.delete()
    for name in wanted.values():
        CommunityName.objects.create(community=community, name=name)


@write("loaded sizes of communities", permission="engagement.sizes")
def load_sizes(
    *,
    content: bytes,
    file_name: str,
    title: str,
    source: str,
    licence: str,
    counted_on: date,
    limits: str,
    by: Viewer,
    at: datetime,
    strength: str = "measured",
) -> SizeLoad:
    """Check the table again and store all of it, or nothing."""
    if not licence.strip():
        raise NotPossible("Say under which licence these figures may be shown.")
    try:
        report = check_table(content, file_name=file_name, on=counted_on)
    except BadTable as fault:
        raise NotPossible(str(fault)) from fault
    if not report.may_be_stored:
        raise NotPossible(
            " ".join(f.words for f in report.stopping[:3]) or "The file holds nothing to store."
        )
    load = SizeLoad.objects.create(
        title=title, source=source, licence=licence, counted_on=counted_on, limits=limits, strength=strength,
        strength_scale=check_strength(strength, counted_on), file_name=file_name[:200],
        file_digest=hash_of_bytes(content), loaded_at=at, loaded_by=by.name,
        size_count=len(report.sizes),
    )  # fmt: skip
    CommunitySize.objects.bulk_create(
        [
            CommunitySize(load=load, community_id=s.community, area_id=s.area, people=s.people)
            for s in report.sizes
        ],
        batch_size=500,
    )
    return load
