"""Is nothing that was saved ever overwritten unseen, and nothing done twice that was sent twice (G8)?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.tests.on_a_file import run_beside
from tests.guarantees.columns import every_table, rows_with
from tests.guarantees.deeds import Deed, changing, entries, find_deed
from tests.guarantees.forms_found import free_fields, typed_over
from tests.guarantees.town import Town, undone

PARTS = 4
THREADS, ROUNDS = 8, 25
# What was chosen is not offered any more, because the first save changed the state: the form comes back and says so.
NOT_OFFERED = {200, 422}
# On the page for everybody the key that makes a second submission the first one makes the receipt, too.
BY_ITS_RECEIPT = {"tension:tell_us"}
THEIRS, MINE = "What they saved first", "What I typed meanwhile"


def editable(town: Town) -> list[Deed]:
    """Every change whose form carries the version that the person saw, and takes words."""
    found = [d for a in changing() if (d := find_deed(town, a)) is not None and d.form is not None]
    return [d for d in found if "version" in d.form.values and not _is_once(d)]


def _is_once(deed: Deed) -> bool:
    return "once" in deed.data or deed.address.name in BY_ITS_RECEIPT


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_the_second_saver_sees_both_texts_and_overwrites_nothing(
    town: Town, part: int, count: Callable[[str, int], None]
):
    faults: list[str] = []
    answers: Counter[int] = Counter()
    for deed in editable(town)[part::PARTS]:
        with undone():
            faults += stale_faults(town, deed, answers)
    count("G8 editable forms with a stale save", answers.total())
    count("G8 of them answered with both texts side by side", answers[409])
    assert answers.total() >= 4
    assert answers[409] * 2 >= answers.total(), answers
    assert not faults, "\n".join(faults)


def stale_faults(town: Town, deed: Deed, answers: Counter[int]) -> list[str]:
    """Somebody else saves; then what was opened before is sent."""
    opened = deed.form
    assert opened is not None
    text, rows = bool(free_fields(opened)), own_rows()
    first = town.ask(deed.person.key, "POST", deed.path, {**deed.data, **typed_over(opened, THEIRS)})
    after, there, added = entries(), rows_with(THEIRS), own_rows() != rows
    second = town.ask(deed.person.key, "POST", deed.path, {**deed.data, **typed_over(opened, MINE)})
    answers[second.status_code] += 1
    faults = []
    if first.status_code not in {200, 303} or second.status_code not in {409, 303, 403, 404, *NOT_OFFERED}:
        faults.append(f"{first.status_code}, then {second.status_code}")
    if AuditEntry.objects.filter(sequence__gt=after, outcome="done").exists():
        faults.append(f"the second save was done ({second.status_code})")
    if second.status_code in {409, *NOT_OFFERED} and text:
        page = unescape(second.content.decode())
        if MINE not in page:
            faults.append("the merge page has lost what the second person typed")
        merges = second.status_code == 409 and not added and not _is_a_reason(deed)
        if there and THEIRS not in page and merges:
            faults.append("the merge page does not show what was saved first")
    if rows_with(THEIRS) != there:
        faults.append("what was saved first is gone")
    return [f"{deed.address.name}: {fault}" for fault in faults]


def _is_a_reason(deed: Deed) -> bool:
    """A reason is asked anew each time: there is nothing of it to merge."""
    assert deed.form is not None
    return set(free_fields(deed.form)) <= {"reason", "why", "answer"}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_form_that_is_sent_twice_makes_one_record(town: Town, count: Callable[[str, int], None]):
    faults, tried = [], 0
    for address in changing():
        deed = find_deed(town, address)
        if deed is None or not _is_once(deed):
            continue
        tried += 1
        with undone():
            first = town.ask(deed.person.key, "POST", deed.path, deed.data)
            there, kept = row_counts(), entries()
            second = town.ask(deed.person.key, "POST", deed.path, deed.data)
            if (row_counts(), entries()) != (there, kept) or second.status_code != first.status_code:
                faults.append(
                    f"{address.name}: {first.status_code}, then {second.status_code}, with something more"
                )
            if second.get("Location") != first.get("Location"):
                faults.append(
                    f"{address.name}: led to {first.get('Location')}, then to {second.get('Location')}"
                )
    count("G8 forms sent twice with one key", tried)
    assert tried >= 10
    assert not faults, "\n".join(faults)


def row_counts() -> dict[str, int]:
    return {label: rows for label, (rows, _) in every_table().items()}


def own_rows() -> dict[str, int]:
    """Without what every change leaves behind it."""
    return {label: n for label, n in row_counts().items() if label not in TRACES}


TRACES = {"audit.AuditEntry", "notices.Message", "plans.StatusSnapshot", "plans.PlanDay", "plans.Notice"}


# Many at once, on a database that several threads share


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("what", "kinds"), [("plans", 12), ("listening", 9)])
def test_eight_threads_lose_nothing_that_was_acknowledged(
    tmp_path: Path, what: str, kinds: int, count: Callable[[str, int], None]
):
    code = f"from tests.guarantees import racing\nracing.race({what!r}, threads={THREADS}, rounds={ROUNDS})"
    result = json.loads(run_beside(tmp_path, code).splitlines()[-1])
    assert len(result) == kinds
    for name, found in result.items():
        assert found["saved"] >= ROUNDS, (name, found)
        assert found["each version once"], (name, found)
        assert found["version"] == found["saved"] == found["kept"], (name, found)
        assert found["now"] == found["last"], (name, found)
    count("G8 attempts of eight threads to save over each other", THREADS * ROUNDS * len(result))
    count("G8 of them acknowledged, each found again exactly", sum(f["saved"] for f in result.values()))
