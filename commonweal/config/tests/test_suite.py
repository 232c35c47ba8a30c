"""Does the last line of the suite tell the truth?"""

from commonweal.config.suite import Outcome, checks, rounds, summarise


def last_line(capsys):
    return capsys.readouterr().out.strip().splitlines()[-1]


def test_both_databases_are_added_up(capsys):
    outcomes = [
        Outcome("ruff check", True, 0.1),
        Outcome("tests on sqlite", True, 1, {"passed": 10, "skipped": 1}),
        Outcome("tests on postgresql", True, 1, {"passed": 8}),
    ]
    assert summarise(outcomes) == 0
    assert last_line(capsys) == "18 passed, 0 failed"


def test_a_failed_check_is_never_zero_failed(capsys):
    assert summarise([Outcome("mypy", False, 1), Outcome("tests on sqlite", True, 1, {"passed": 3})]) == 1
    assert last_line(capsys) == "3 passed, 1 failed"


def test_tests_that_could_not_start_are_never_zero_failed(capsys):
    assert summarise([Outcome("tests on sqlite", False, 1, {})]) == 1
    assert last_line(capsys) == "0 passed, 1 failed"


def test_failures_and_errors_both_count(capsys):
    assert summarise([Outcome("tests on sqlite", False, 1, {"passed": 1, "failed": 2, "error": 3})]) == 1
    assert last_line(capsys) == "1 passed, 5 failed"


def test_the_fast_suite_leaves_out_types_and_nothing_of_style():
    assert set(checks(fast=True)) == {"ruff check", "ruff format"}
    assert "mypy" in checks(fast=False)


def test_journeys_are_a_round_of_their_own_unless_tests_are_asked_for_by_name():
    assert [which for _, which in rounds("sqlite", [], fast=False)] == ["not journey", "journey"]
    assert rounds("postgresql", [], fast=False) == [("tests on postgresql", "")]
    assert rounds("sqlite", ["tests/journeys"], fast=False) == [("tests on sqlite", "")]
    assert rounds("sqlite", ["-k", "plan"], fast=True) == [("tests on sqlite", "not journey and not slow")]
