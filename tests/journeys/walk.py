"""Which pages are there, and who sees them? Found by following every link as several people, named by the resolver."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from selectolax.lexbor import LexborHTMLParser

STRANGER = ""
# Between them they come to everything that links lead to.
PEOPLE = (
    STRANGER, "Partnership manager", "Administrator", "Policy officer at the GLA", "Board manager at the safeguarding board",
    "Committee officer", "Deputy committee officer", "Board secretary", "Oversight auditor", "Community safety link body lead",
    "Analyst", "Desk officer", "Borough lead", "Borough lead in Brent", "Community contributor",
    "Gold commander", "Commander in the City", "Investigating officer", "Chief executive's office", "Authority member",
)  # fmt: skip
ASKING = (
    "Community safety link body lead",
    "Deputy committee officer",
    "Administrator",
    "Policy officer at the GLA",
    "Desk officer",
    "Gold commander",
)
EXAMPLES = 4  # of one address for one person; of a form one is enough
FORMS = (
    "/new/",
    "/edit/",
    "/date/",
    "/change/",
    "/add/",
    "/forecast/",
    "/done/",
    "/undone/",
    "/state/",
    "/history/",
    "/csv/",
)


@dataclass(frozen=True)
class Seen:
    """One page as one person sees it, and how much stands on it."""

    name: str
    path: str
    person: str
    size: int
    has_form: bool


def names() -> list[str]:
    """Every address of the program, whether or not it answers to being asked for."""
    return sorted({name for name, _ in _paths(get_resolver(), "", "")})


def _paths(resolver: URLResolver, space: str, before: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", path
        else:
            yield from _paths(entry, f"{space}{entry.namespace}:" if entry.namespace else space, path)


def name_of(path: str) -> str:
    if path.startswith("/demonstration/"):  # known to the demonstration alone, not to the process that tests
        return "demonstration:choose" if path == "/demonstration/" else "demonstration:become"
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return ""


def is_change(page: Any, name: str) -> bool:
    """Does this address refuse to be looked at, because it only takes what a form sends?"""
    return bool(page.request.get(filled(name, 1), max_redirects=0).status == 405)


def filled(name: str, *numbers: int) -> str:
    """Its path with those numbers, the last one repeated where there are too few."""
    left = [*numbers]
    path = re.sub(r"<(?:str|slug):\w+>", "x", paths_of(name)[0])
    return "/" + re.sub(r"<int:\w+>", lambda _: str(left.pop(0) if len(left) > 1 else left[0]), path)


def paths_of(name: str) -> list[str]:
    """The path of an address with its parameters still open."""
    return [path for each, path in _paths(get_resolver(), "", "") if each == name]


def walk(page: Any, person: str) -> list[Seen]:
    """Everything that person comes to by following links from the first page, two of each kind."""
    waiting, met, kinds, found = ["/", "/public/", "/demonstration/"], set(), Counter[str](), []
    while waiting:
        path = waiting.pop(0)
        name = name_of(urlsplit(path).path)
        if path in met or not name or kinds[name] >= (1 if path.endswith(FORMS) else EXAMPLES):
            continue
        met.add(path)
        seen, tree = look(page, path, person)
        if seen is None:
            continue
        kinds[seen.name] += 1
        found.append(seen)
        for link in tree.css("a[href]"):
            target = urlsplit(urljoin(seen.path, link.attributes["href"] or ""))
            if not target.netloc:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def look(page: Any, path: str, person: str) -> tuple[Seen | None, Any]:
    answer = page.request.get(path)
    if answer.status != 200 or not _is_page(answer):
        return None, None
    landed, tree = urlsplit(answer.url), LexborHTMLParser(answer.text())
    forms = [form for form in tree.css("main form") if form.attributes.get("method") == "post"]
    typed = any(form.css_first("input:not([type=hidden]), textarea, select") for form in forms)
    path = landed.path + (f"?{landed.query}" if landed.query else "")
    return Seen(name_of(landed.path), path, person, len(answer.text()), typed), tree


def ask_directly(page: Any, person: str, unmet: set[str]) -> list[Seen]:
    """Pages that stand behind a state which no record happens to be in: asked for by number, as far as they answer."""
    found = []
    for name in sorted(name for name in unmet if not is_change(page, name)):
        of_one_in_another = paths_of(name)[0].count("<int:") > 1
        for numbers in product(range(1, 31), range(1, 5)) if of_one_in_another else product(range(1, 9)):
            seen, _ = look(page, filled(name, *numbers), person)
            if seen and seen.name == name:
                found.append(seen)
                break
    return found


def _is_page(answer: Any) -> bool:
    return "text/html" in answer.headers["content-type"] and "attachment" not in answer.headers.get(
        "content-disposition", ""
    )


def chosen(pages: list[Seen]) -> dict[str, Seen]:
    """For each address the page with most on it."""
    return {page.name: page for page in sorted(pages, key=lambda page: page.size)}


def forms(pages: list[Seen]) -> dict[str, Seen]:
    return chosen([page for page in pages if page.has_form])


def barest(pages: list[Seen]) -> dict[str, Seen]:
    """For each address the page with least on it, where that is much less: another state of the same page."""
    least = {page.name: page for page in sorted(pages, key=lambda page: -page.size)}
    return {name: page for name, page in least.items() if page.size < 0.75 * chosen(pages)[name].size}


def keep(path: Path, pages: list[Seen]) -> None:
    path.write_text(json.dumps([vars(page) for page in pages]))


def kept(path: Path) -> list[Seen]:
    return [Seen(**page) for page in json.loads(path.read_text())]
