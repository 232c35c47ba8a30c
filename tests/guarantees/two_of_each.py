"""Two web servers and two workers on one PostgreSQL: who writes through them, what were they told, and who is killed when?"""

from __future__ import annotations

import json
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg

from tests.guarantees.running import House, PostOffice
from tests.guarantees.visitor import NoAnswer, Visitor

WEB, WORKERS = ("web 1", "web 2"), ("worker 1", "worker 2")
SECONDS = 25.0  # of work by the visitors; one of each is killed in the middle of it
EMBARGO = 20.0
Lines = dict[str, Visitor]


@dataclass
class Told:
    """What the servers said about each thing that was sent: acknowledged, refused, or no answer at all."""

    done: dict[str, list[str]] = field(default_factory=lambda: {"edit": [], "task": [], "challenge": []})
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def note(self, kind: str, token: str, ask: Callable[[], Any]) -> int:
        try:
            answer = ask()
        except NoAnswer:
            self.unknown.append(token)
            return 0
        self.statuses[answer.status] += 1
        if answer.status >= 500:
            self.broken.append(f"{kind}: {answer.status}")
        (self.done[kind] if answer.status == 303 else self.refused).append(token)
        return int(answer.status)


@dataclass
class Scene:
    """The installation, who lives in it, and what its visitors were told."""

    house: House
    post: PostOffice
    keys: dict[str, Any]
    told: Told = field(default_factory=Told)
    over: threading.Event = field(default_factory=threading.Event)

    def visitor(self, person: str) -> Lines:
        """Signed in once; the session holds at both servers."""
        first = Visitor(self.house.ports[WEB[0]])
        first.sign_in(self.keys["people"][person])
        return {WEB[0]: first, WEB[1]: first.at(self.house.ports[WEB[1]])}

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.house.database or "") as connection:
            return connection.execute(query, values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        return self.ask(query, *values)[0][0]


def prepare(found: House) -> dict[str, Any]:
    found.make_tables()
    said = found.run("-m", "tests.guarantees.seed_two_of_each", str(EMBARGO + 15))
    return dict(json.loads(said.splitlines()[-1]))


def act(scene: Scene) -> Scene:
    """Everybody writes through both servers; halfway, one of each is killed and started again."""
    for name in WEB:
        scene.house.start_web(name)
    for name in WORKERS:
        scene.house.start_worker(name)
    as_people = {person: scene.visitor(person) for person in ("manager", "link", "mps", "member")}

    def signed_in(person: str) -> Lines:
        return {name: line.at(line.port) for name, line in as_people[person].items()}

    editors = [(signed_in(person), random.Random(n)) for n, person in enumerate(("manager", "link") * 2)]
    challengers = [(signed_in(person), random.Random(person)) for person in ("mps", "member")]
    jobs = [partial(edit, scene, *each) for each in editors]
    jobs += [partial(challenge, scene, *each) for each in challengers]
    jobs += [partial(add_tasks, scene, signed_in("manager"))]
    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(job) for job in jobs]
        time.sleep(SECONDS / 2)
        scene.house.kill(WEB[0])
        scene.house.kill(WORKERS[0])
        time.sleep(1)
        scene.house.start_web(WEB[0])
        scene.house.start_worker(WORKERS[0])
        time.sleep(SECONDS / 2)
        scene.over.set()
        for job in running:
            job.result()
    let_the_workers_finish(scene)
    return scene


def edit(scene: Scene, lines: Lines, dice: random.Random) -> None:
    """Add a word to what an action promises; all add theirs to the same two actions, so that they meet."""
    shared = scene.keys["actions"][:2]
    while not scene.over.is_set():
        line, token = lines[dice.choice(WEB)], secrets.token_hex(6)
        path = f"/plans/actions/{dice.choice(shared)}/edit/"
        try:
            form = line.form(path)
        except NoAnswer:
            time.sleep(0.2)
            continue
        text = dict(form)["text"]
        sent = [(name, f"{text} {token}" if name == "text" else value) for name, value in form]
        scene.told.note("edit", token, lambda line=line, path=path, sent=sent: line.post(path, sent))


def add_tasks(scene: Scene, lines: Lines) -> None:
    """The same form is sent to both servers at the same moment, as by a finger that trembles."""
    with ThreadPoolExecutor(2) as both:
        while not scene.over.is_set():
            token, path = secrets.token_hex(6), f"/plans/actions/{scene.keys['actions'][2]}/tasks/new/"
            try:
                form = lines[WEB[1]].form(path, text=token)
            except NoAnswer:
                continue
            at_once = threading.Barrier(2)

            def send(line: Visitor, token: str = token, path: str = path, form: Any = form) -> None:
                at_once.wait()  # noqa: B023
                scene.told.note("task", token, lambda: line.post(path, form))

            list(both.map(send, lines.values()))


def challenge(scene: Scene, lines: Lines, dice: random.Random) -> None:
    """Two people challenge the same actions: the second is told that it stands already, and the first withdraws."""
    while not scene.over.is_set():
        line, token, action = (
            lines[dice.choice(WEB)],
            secrets.token_hex(6),
            dice.choice(scene.keys["actions"][3:]),
        )
        path = f"/plans/actions/{action}/challenge/"
        try:
            form = line.form(path, why=token)
            status = scene.told.note(
                "challenge", token, lambda line=line, path=path, form=form: line.post(path, form)
            )
            if status == 303:
                withdraw(scene, line, token, action)
        except NoAnswer:
            time.sleep(0.2)


def withdraw(scene: Scene, line: Visitor, token: str, action: int) -> None:
    key = scene.one("SELECT id FROM plans_challenge WHERE why = %s", token)
    path = f"/plans/challenges/{key}/withdraw/"
    form = [
        (n, v)
        for n, v in line.form(f"/plans/actions/{action}/", path)
        if n in ("csrfmiddlewaretoken", "version")
    ]
    scene.told.statuses[line.post(path, form).status] += 1


def let_the_workers_finish(scene: Scene, *, seconds: float = 90) -> None:
    """Until nothing waits. What a killed worker had in its hands is tried again after a minute, which passes here."""
    deadline = time.monotonic() + seconds
    passed = False
    while time.monotonic() < deadline:
        waiting = scene.one("SELECT count(*) FROM notices_message WHERE sent_at IS NULL")
        held = scene.one("SELECT count(*) FROM waiting_release WHERE state = 'released'")
        days = scene.one(
            "SELECT count(*) FROM plans_planday WHERE looked_on = current_date AND noticed_at IS NULL"
        )
        if not (waiting or held or days):
            return
        if waiting and not passed and time.monotonic() > deadline - seconds + 5:
            scene.ask("UPDATE notices_message SET next_try_at = now() WHERE sent_at IS NULL RETURNING 1")
            passed = True
        time.sleep(0.3)
