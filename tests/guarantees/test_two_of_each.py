"""Two web servers and two workers on one PostgreSQL: is no step done twice and none lost, although one of each is killed?"""

from __future__ import annotations

import json
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from commonweal.config.database_for_tests import start_postgresql
from tests.guarantees.running import House, PostOffice, house
from tests.guarantees.visitor import NoAnswer, Visitor

pytestmark = pytest.mark.slow
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


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("two")
    cleanups: list[Any] = []
    try:
        url = start_postgresql(folder, cleanups)
    except Exception as fault:  # noqa: BLE001  whatever keeps it from starting here
        pytest.skip(f"PostgreSQL cannot be started here: {fault}")
    post = PostOffice()
    smtp = {"COMMONWEAL_SMTP_HOST": "127.0.0.1", "COMMONWEAL_SMTP_PORT": str(post.port)}
    try:
        with house(folder / "home", url, smtp) as found:
            yield act(Scene(found, post, prepare(found)))
    finally:
        post.close()
        for clean_up in cleanups:
            clean_up()


def prepare(found: House) -> dict[str, Any]:
    found.manage("migrate", "--verbosity", "0")
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


def test_no_page_broke(scene: Scene, count: Any) -> None:
    assert scene.told.broken == [], scene.house.said()[-6000:]
    count("two of each: answers of both servers", sum(scene.told.statuses.values()))
    count("two of each: cut off by the kill", len(scene.told.unknown))


def test_every_acknowledged_edit_is_there_once_and_no_refused_one(scene: Scene, count: Any) -> None:
    texts = " ".join(text for (text,) in scene.ask("SELECT text FROM plans_plannedaction"))
    words = Counter(texts.split())
    assert {token: words[token] for token in scene.told.done["edit"] if words[token] != 1} == {}
    assert [token for token in scene.told.refused if words[token]] == []
    assert [token for token in scene.told.unknown if words[token] > 1] == []
    assert len(scene.told.done["edit"]) >= 5
    assert scene.told.statuses[409] > 0, "nobody met anybody: the test proves nothing"
    count("two of each: edits acknowledged", len(scene.told.done["edit"]))
    count("two of each: edits told of another's save (409)", scene.told.statuses[409])


def test_the_same_form_at_both_servers_makes_one_record(scene: Scene, count: Any) -> None:
    made = Counter(text for (text,) in scene.ask("SELECT text FROM plans_keytask"))
    sent = Counter(scene.told.done["task"])
    assert {token: made[token] for token in sent if made[token] != 1} == {}
    assert [token for token in scene.told.unknown if made[token] > 1] == []
    assert set(scene.told.refused) & set(sent) == set(), (
        "one server said yes and the other no to the same form"
    )
    twice = sum(number == 2 for number in sent.values())
    assert twice >= 2
    count("two of each: forms sent to both servers at once", twice)


def test_every_challenge_is_there_once_and_an_action_has_one_at_most(scene: Scene, count: Any) -> None:
    made = Counter(why for (why,) in scene.ask("SELECT why FROM plans_challenge"))
    assert {token: made[token] for token in scene.told.done["challenge"] if made[token] != 1} == {}
    assert [token for token in scene.told.refused if made[token]] == []
    open_ = scene.ask(
        "SELECT action_id FROM plans_challenge WHERE state = 'open' GROUP BY 1 HAVING count(*) > 1"
    )
    assert open_ == []
    assert scene.told.done["challenge"]
    count("two of each: challenges acknowledged", len(scene.told.done["challenge"]))


def test_every_acknowledged_change_is_audited_once(scene: Scene, count: Any) -> None:
    for kind, action in (("edit", "plans.edit_action"), ("challenge", "plans.challenge_action")):
        audited = scene.one(
            "SELECT count(*) FROM audit_auditentry WHERE action = %s AND outcome = 'done'", action
        )
        acknowledged = len(scene.told.done[kind])
        assert acknowledged <= audited <= acknowledged + len(scene.told.unknown)
    tasks = scene.one(
        "SELECT count(*) FROM audit_auditentry WHERE action = 'plans.add_task' AND subject_id IN"
        " (SELECT id::text FROM plans_keytask WHERE text = ANY(%s))",
        list(set(scene.told.done["task"])),
    )
    assert tasks == len(set(scene.told.done["task"]))


def test_everybody_was_told_once_by_e_mail(scene: Scene, count: Any) -> None:
    """A worker that is killed between handing over a letter and noting it sends that one again: better than never."""
    rows = scene.ask(
        "SELECT a.email, m.attempts, m.sent_at, m.problem FROM notices_message m"
        " JOIN people_account a ON a.id = m.account_id"
    )
    tried, delivered = Counter(), Counter(scene.post.delivered)
    for email, attempts, sent_at, problem in rows:
        assert sent_at is not None, f"{email} was never told"
        assert problem == ""
        tried[email] += attempts
    again = sum(attempts > 1 for _, attempts, _, _ in rows)
    assert again <= 1, "more letters were tried again than the killed worker had in its hands"
    assert set(delivered) == set(tried)
    assert all(tried[email] - again <= delivered[email] <= tried[email] for email in tried)
    count("two of each: notices", len(rows))
    count("two of each: letters delivered", len(scene.post.delivered))
    count("two of each: letters sent again after the kill", again)


def test_every_plan_was_looked_at_once_a_day(scene: Scene, count: Any) -> None:
    days = scene.ask("SELECT strategy_id, looked_on, count(*) FROM plans_planday WHERE looked_on >= current_date - 1"
                     " GROUP BY 1, 2")  # fmt: skip
    assert {key for key, _, _ in days} == set(scene.keys["plans"])
    assert {number for _, _, number in days} == {1}
    begun = scene.one(
        "SELECT count(*) FROM audit_auditentry WHERE action = 'plans.begin_day' AND outcome = 'done'"
        " AND at > now() - interval '1 hour'"
    )
    assert begun == len(days)
    counted = scene.ask(
        "SELECT d.actions, count(a.id) FROM plans_planday d JOIN plans_plannedaction a ON a.strategy_id = d.strategy_id"
        " WHERE d.looked_on >= current_date - 1 GROUP BY d.id"
    )
    assert [pair for pair in counted if pair[0] != pair[1]] == []
    running = scene.ask("SELECT a.id, count(s.id) FROM plans_plannedaction a LEFT JOIN plans_statussnapshot s"
                        " ON s.action_id = a.id AND s.is_current GROUP BY 1")  # fmt: skip
    assert {number for _, number in running} == {1}
    assert (
        scene.ask("SELECT action_id, from_on FROM plans_statussnapshot GROUP BY 1, 2 HAVING count(*) > 1")
        == []
    )
    count("two of each: plans looked at", len(days))
    count("two of each: actions with one status", len(running))


def test_every_reminder_was_raised_once(scene: Scene, count: Any) -> None:
    raised = scene.one("SELECT count(*) FROM plans_notice")
    entries = scene.one(
        "SELECT count(*) FROM audit_auditentry WHERE action = 'plans.raise_reminders' AND outcome = 'done'"
    )
    days = scene.one("SELECT count(*) FROM plans_planday WHERE noticed_at IS NOT NULL")
    told = scene.one("SELECT sum(notices) FROM plans_planday")
    assert raised == told > 0
    assert entries == days
    count("two of each: reminders raised", raised)


def test_whoever_owes_a_return_was_reminded_once(scene: Scene, count: Any) -> None:
    entries = scene.one(
        "SELECT count(*) FROM audit_auditentry WHERE action = 'tension.remind' AND outcome = 'done'"
        " AND at > now() - interval '1 hour'"
    )
    made = scene.ask(
        "SELECT asking_id, week_starting, kind, count(*) FROM tension_returnreminder"
        " WHERE raised_at > now() - interval '1 hour' GROUP BY 1, 2, 3"
    )
    assert {number for *_, number in made} == {1}
    assert entries == len(made) > 0
    count("two of each: reminders of weekly returns", entries)


def test_what_ran_out_was_erased_and_what_was_overdue_was_shown_once(scene: Scene, count: Any) -> None:
    done = scene.ask(
        "SELECT action, subject_id, count(*) FROM audit_auditentry WHERE outcome = 'done'"
        " AND action IN ('engagement.end_contact', 'engagement.show_overdue') AND at > now() - interval '1 hour'"
        " GROUP BY 1, 2"
    )
    assert {number for *_, number in done} == {1}
    assert {action for action, *_ in done} == {"engagement.end_contact", "engagement.show_overdue"}
    assert (
        scene.one(
            "SELECT count(*) FROM engagement_contact WHERE ended_on IS NULL AND expires_on <= current_date"
        )
        == 0
    )
    count("two of each: contacts erased and promises shown", len(done))


def test_every_watch_was_looked_through_once_for_the_same_figures(scene: Scene, count: Any) -> None:
    looked = scene.ask(
        "SELECT subject_id, count(*) FROM audit_auditentry WHERE action = 'surveillance.look_through'"
        " AND outcome = 'done' AND at > now() - interval '1 hour' GROUP BY 1"
    )
    assert {number for _, number in looked} <= {1}
    count("two of each: watches looked through", len(looked))


def test_what_was_held_back_was_published_once(scene: Scene, count: Any) -> None:
    for key in scene.keys["releases"]:
        assert scene.one("SELECT count(*) FROM publications_publication WHERE release_id = %s", key) == 1
        assert scene.one(
            "SELECT count(*) FROM audit_auditentry WHERE action = 'publications.publish_release' AND outcome = 'done'"
            " AND subject_id = %s", str(key),
        ) == 1  # fmt: skip
    count("two of each: releases published at their hour", len(scene.keys["releases"]))


def test_the_chain_is_whole(scene: Scene, count: Any) -> None:
    said = scene.house.manage("audit", "verify", mode="serve")
    assert "The audit is whole" in said
    count("two of each: audit entries verified", scene.one("SELECT count(*) FROM audit_auditentry"))


def test_no_worker_gave_up_a_round(scene: Scene) -> None:
    for log in Path(scene.house.home).glob("worker*.log"):
        assert "Traceback" not in log.read_text(), log.read_text()[-3000:]
