"""Where do all links lead? Followed inside one process, without a server or a browser in between.

python -m tests.journeys.following FILE        on the demonstration whose folder the environment names
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from commonweal.config.command_line import choose_mode
from tests.journeys import houses, walk


def follow_every_link(busy: Path, folder: Path) -> None:
    """In a process of its own: the demonstration has other settings than the tests. Writes pages.json."""
    with tempfile.TemporaryDirectory() as home:
        houses.copy(busy, Path(home))
        follow = [sys.executable, "-P", "-W", "ignore", "-m", "tests.journeys.following"]
        houses.said_by([*follow, str(folder / "pages.json")], Path(home), "demo")


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


def main(file: Path) -> None:
    import django

    choose_mode("demo")
    django.setup()
    pages: list[walk.Seen] = []
    for person in walk.PEOPLE:
        follower = Follower()
        if person:
            follower.become(person)
        pages += walk.walk(follower, person)
        unmet = set(walk.names()) - {seen.name for seen in pages}
        pages += walk.ask_directly(follower, person, unmet) if person in walk.ASKING else []
    walk.keep(file, pages)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
