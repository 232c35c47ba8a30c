"""Two web servers and two workers on one PostgreSQL: is no step done twice and none lost, although one of each is killed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.guarantees.running import PostOffice, empty_postgresql, house
from tests.guarantees.two_of_each import Scene, act, prepare

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("two")
    with empty_postgresql(folder) as url, closing(PostOffice()) as post:
        smtp = {"COMMONWEAL_SMTP_HOST": "127.0.0.1", "COMMONWEAL_SMTP_PORT": str(post.port)}
        with house(folder / "home", url, smtp) as found:
            yield act(Scene(found, post, prepare(found)))


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
