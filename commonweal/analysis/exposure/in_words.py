"""How is the answer told to a person at a terminal?

Metres are whole, people rounded to ten; fewer than ten people are never numbered.
"""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.analysis.exposure.values import Exposure, Passing, SiteNear

FEW = 10


def in_words(found: Exposure) -> str:
    return "\n".join(
        [*_route(found), *_sites(found), *_areas(found), *_people(found), *_dense(found), *_notes(found)]
    )


def _route(found: Exposure) -> Iterator[str]:
    yield (
        f"The route is {found.length_m / 1000:,.1f} km long."
        if found.length_m
        else "It is a place or an area."
    )


def _sites(found: Exposure) -> Iterator[str]:
    shorter = 0.0
    for metres in found.within:
        inside = [
            site
            for site in found.sites
            if shorter <= site.distance_m <= metres and (site.distance_m > shorter or not shorter)
        ]
        yield f"\nSites within {metres:,.0f} m{f', beyond {shorter:,.0f} m' if shorter else ''}: {len(inside) or 'none of those loaded'}"
        yield from (_site(site) for site in inside)
        shorter = metres


def _site(site: SiteNear) -> str:
    nearest, kind = site.nearest_point, f" ({site.kind})" if site.kind else ""
    along = "" if nearest.along_m is None else f", {nearest.along_m / 1000:,.1f} km along"
    by = f", nearest point {nearest.name}" if nearest.name else ""
    return f"  {site.distance_m:,.0f} m: {site.name}{kind}{by}{along}{_at(site.passing)}"


def _areas(found: Exposure) -> Iterator[str]:
    for layer in dict.fromkeys(area.layer for area in found.areas):
        crossed = [area for area in found.areas if area.layer == layer]
        yield f"\nAreas of {layer} crossed: {len(crossed)}"
        for area in crossed:
            far = "" if area.length_m is None else f", {area.length_m:,.0f} m"
            yield f"  {area.name}{f' ({area.part_of})' if area.part_of else ''}{far}{_at(area.passing)}"


def _people(found: Exposure) -> Iterator[str]:
    for metres in found.within:
        inside = [each for each in found.communities if each.within_m == metres]
        if inside:
            yield f"\nPeople within {metres:,.0f} m (estimated; in brackets the bounds that cannot be passed)"
        for each in inside:
            if each.people < FEW:
                yield f"  {each.name}: fewer than {FEW}"
            else:
                yield f"  {each.name}: {_ten(each.people)} ± {_ten(each.error)} ({_ten(each.at_least)} to {_ten(each.at_most)})"


def _dense(found: Exposure) -> Iterator[str]:
    if found.dense:
        yield "\nWhere a community's share is at least twice its usual one"
    for each in found.dense:
        yield f"  {each.community}: {each.name}, {each.share:.0%}, {each.times:.1f} times the usual share, within {each.within_m:,.0f} m"


def _notes(found: Exposure) -> Iterator[str]:
    if found.notes:
        yield "\nTo be known"
    yield from (f"  {note}" for note in found.notes)


def _ten(value: float) -> str:
    return f"{round(value, -1):,.0f}"


def _at(passing: Passing | None) -> str:
    if passing is None:
        return ""
    return f", passed {passing.at:%Y-%m-%d %H:%M} (give or take {max(1, round(passing.give_or_take_s / 60))} min)"
