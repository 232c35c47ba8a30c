"""Is every address guarded, unless people agreed that everybody may open it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

LIST = Path(__file__).with_name("public_addresses.txt")
ANYTHING = {
    "Int": "1",
    "String": "x",
    "Slug": "x",
    "UUID": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "Path": "x",
}


def agreed() -> dict[str, str]:
    """name -> why everybody may open it."""
    lines = [
        line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return {name.strip(): why.strip() for name, why in (line.split(":  ", 1) for line in lines)}


def addresses() -> list[tuple[str, str, object]]:
    """(name, an example of the path, view) of every pattern."""
    return list(_walk(get_resolver()))


def _walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str, object]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, prefix + str(entry.pattern), inside)
        elif isinstance(entry, URLPattern):
            route = prefix + str(entry.pattern)
            for name, converter in entry.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter")
                for written in (f"<{kind.lower()}:{name}>", f"<{name}>"):
                    route = route.replace(written, ANYTHING[kind])
            yield f"{namespace}{entry.name}", f"/{route}", entry.callback


def is_open(view: object) -> bool:
    return not getattr(view, "login_required", True)


def unguarded() -> set[str]:
    return {name for name, _, view in addresses() if is_open(view)}


def test_every_address_is_guarded_or_agreed_to_be_public():
    assert unguarded() == set(agreed())


def test_every_agreed_address_has_a_reason():
    assert all(len(why) > 15 for why in agreed().values())


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "example"), [(n, p) for n, p, v in addresses() if not is_open(v)])
def test_a_guarded_address_sends_strangers_to_sign_in(name: str, example: str):
    answer = Client().get(example)
    assert answer.status_code == 302, name
    assert urlsplit(answer["Location"]).path == "/sign-in/"


@login_not_required
def planted(request: object) -> HttpResponse:
    return HttpResponse("everything")


class PlantedAddresses:
    urlpatterns = [path("planted/", planted, name="planted")]


def test_a_planted_open_address_is_found():
    with override_settings(ROOT_URLCONF=PlantedAddresses):
        assert unguarded() == {"planted"}
        assert unguarded() - set(agreed())
