"""Where do all links lead? Followed inside one process, without a server or a browser in between.

python -m tests.journeys.following PART FILE             on the demonstration whose folder the environment names
python -m tests.journeys.following directly FILE FILE    what stands in the first file is known already
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from commonweal.config.command_line import choose_mode
from tests.journeys import houses, walk

PARTS = 2  # the people share two processes
DIRECTLY = "directly"


def follow_every_link(busy: Path, folder: Path) -> None:
    """In processes of their own: the demonstration has other settings than the tests. Writes pages.json."""
    parts = [folder / f"part-{part}.json" for part in range(PARTS)]
    with ThreadPoolExecutor(PARTS) as both:
        list(both.map(lambda part: _follow(busy, str(part), str(parts[part])), range(PARTS)))
    found = [page for part in parts for page in walk.kept(part)]
    walk.keep(folder / "linked.json", found)
    _follow(busy, DIRECTLY, str(folder / "linked.json"), str(folder / "unlinked.json"))
    walk.keep(folder / "pages.json", found + walk.kept(folder / "unlinked.json"))


def _follow(busy: Path, *words: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        houses.copy(busy, Path(home))
        follow = [sys.executable, "-P", "-W", "ignore", "-m", "tests.journeys.following"]
        houses.said_by([*follow, *words], Path(home), "demo")


@dataclass(frozen=True)
class Answer:
    """What the walk asks of an answer, named as the browser names it."""

    status: int
    url: str
    headers: dict[str, str]
    text: Any


class Follower:
    """Somebody who asks for pages; `follower.request.get` as a browser's page has it."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME="localhost")
        self.request = self

    def get(self, path: str, max_redirects: int | None = None) -> Answer:
        answer: Any = self.client.get(path, follow=max_redirects != 0)
        landed = [path, *(where for where, _ in getattr(answer, "redirect_chain", []))][-1]
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, landed, headers, partial(_text, answer))

    def become(self, person: str) -> None:
        doors = LexborHTMLParser(self.get("/demonstration/").text()).css("form")
        door = next(form for form in doors if f"Go in as {person}" in " ".join(form.text().split()))
        self.client.post(door.attributes["action"])


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode())


def _as(person: str) -> Follower:
    follower = Follower()
    if person:
        follower.become(person)
    return follower


def links_of(people: Iterable[str]) -> list[walk.Seen]:
    return [seen for person in people for seen in walk.walk(_as(person), person)]


def asked_directly(known: list[walk.Seen]) -> list[walk.Seen]:
    pages: list[walk.Seen] = []
    for person in walk.ASKING:
        unmet = set(walk.names()) - {seen.name for seen in [*known, *pages]}
        pages += walk.ask_directly(_as(person), person, unmet)
    return pages


def main(what: str, *files: str) -> None:
    import django

    choose_mode("demo")
    django.setup()
    if what == DIRECTLY:
        found = asked_directly(walk.kept(Path(files[0])))
    else:
        found = links_of(walk.PEOPLE[int(what) :: PARTS])
    walk.keep(Path(files[-1]), found)


if __name__ == "__main__":
    main(*sys.argv[1:])
