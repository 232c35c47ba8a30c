"""What do all tests share? The database, the count of what was really checked, the browser, and Hypothesis's settings."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from commonweal.config.home import PROJECT

# The first is Chromium without its windows and menus, which takes a quarter less of the processor.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
COUNT = "count"
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})

hypothesis.settings.register_profile(
    "commonweal",
    deadline=None,  # a slow machine is no fault of the code
    derandomize=bool(os.environ.get("CI")),  # what fails in the check of a change fails there again
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    print_blob=True,
)
hypothesis.settings.load_profile("commonweal")


# Counts: a sweep over everything says how much "everything" was.


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """`count("G1 permission cells", 10234)` is printed at the end; the same label in several tests is added up."""

    def record(label: str, number: int) -> None:
        request.node.user_properties.append((COUNT, [label, number]))

    return record


class Counts:
    """Travels with the test reports, so it arrives from every worker process."""

    def __init__(self) -> None:
        self.totals: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            for name, value in report.user_properties:
                if name == COUNT and isinstance(value, list):
                    self.totals[value[0]] += value[1]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.totals:
            terminalreporter.section("Counts")
            for label, number in sorted(self.totals.items()):
                terminalreporter.write_line(f"{label}: {number:,}")


def pytest_collection_finish() -> None:
    """What is imported by now stays for good: the collector of garbage need not walk through it at every turn.

    Nor need it come every few hundred objects, of which a page makes thousands: that is a tenth of what the sweeps take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Counts(), "commonweal-counts")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """For `python3 run test`, which adds up both databases."""
    path = os.environ.get("COMMONWEAL_TEST_SUMMARY")
    if path:
        words = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
        Path(path).write_text(json.dumps({word: len(terminalreporter.getreports(word)) for word in words}))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    from commonweal.config.tables_for_tests import lay_under_tests

    lay_under_tests()


@pytest.fixture(scope="session", autouse=True)
def _tests_can_clear_up() -> None:
    from commonweal.config.clearing_for_tests import let_tests_clear_up

    let_tests_clear_up()


# Papers and data that may stand beside the project


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real papers and data; where it is missing the test is skipped and says so."""
    folder = Path(os.environ.get("COMMONWEAL_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(
            f"the real papers and data are not here ({folder}; COMMONWEAL_SHARED names another place)"
        )
    return folder


# Journeys


def find_browser() -> str | None:
    named = os.environ.get("COMMONWEAL_BROWSER")
    return named or next((path for path in map(shutil.which, BROWSERS) if path), None)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test may answer differently on another database. Journeys and those marked `once` are left out."""
    if item.get_closest_marker("journey") or item.get_closest_marker("once"):
        return False
    return bool(
        item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    journeys = [item for item in items if item.get_closest_marker("journey")]
    if os.environ.get("COMMONWEAL_TEST_DATABASE") == "postgresql":
        # The browser sees the same pages, and what asks no database answers the same: once is enough.
        again = [item for item in items if asks_the_database(item)]
        left_out = [item for item in items if item not in set(again)]
        items[:] = again
        config.hook.pytest_deselected(items=left_out)
    elif not find_browser():
        missing = pytest.mark.skip(
            reason="no Chromium found: install Debian's package chromium-headless-shell to run the journeys"
        )
        for item in journeys:
            item.add_marker(missing)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's own browser, which speaks to nobody but the page under test."""
    from playwright.sync_api import sync_playwright

    # Playwright's own loop runs in this thread; Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    quiet = [
        "--no-sandbox",
        "--disable-gpu",  # there is none: what would stand in for it takes a processor of its own
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=quiet)
        yield browser
        browser.close()


# Hashing is slow on purpose, and every role that needs a second step is asked for one. Tests need ways around both, and
# only tests have them.


@pytest.fixture(autouse=True, scope="session")
def hashing_costs_little() -> Iterator[None]:
    """The same algorithm, with less of what makes it slow on purpose."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        for cost, little in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, cost, little)
        yield


@pytest.fixture(autouse=True)
def anchors_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Each test begins with a new chain, so the anchors that another test made are none of its own."""
    from django.conf import settings

    anchors = tmp_path_factory.getbasetemp() / "anchors" / "anchors.jsonl"
    anchors.parent.mkdir(exist_ok=True)
    monkeypatch.setattr(settings, "AUDIT_ANCHORS", anchors)
    yield
    anchors.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def force_login_is_a_whole_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """`client.force_login(account)` stands for the password and the second step. The real way: people/tests/factories.py."""
    from django.test import Client

    login = Client.force_login

    def whole(self: Client, user: Any, backend: str | None = None) -> None:
        login(self, user, backend)
        session = self.session
        session["second_step"] = True
        session.save()

    monkeypatch.setattr(Client, "force_login", whole)


# Pages, asked by somebody


@pytest.fixture
def ask(client: Any) -> Callable[..., Any]:
    """`ask(account, path)` opens a page, and with data sends it."""

    def asking(account: Any, path: str, data: Any = None) -> Any:
        client.force_login(account)
        return client.get(path) if data is None else client.post(path, data)

    return asking


@pytest.fixture
def signed_in(client: Any) -> Callable[[str], Any]:
    """`signed_in(role)` is the browser of somebody of that role, in an organisation of their own."""
    from django.utils import timezone

    from commonweal.ground.partners.models import Organisation
    from commonweal.ground.people.models import Account, RoleHeld
    from commonweal.ground.people.session import begin

    def sign_in(role: str) -> Any:
        account = Account.objects.create(email=f"{role}@example.org", name=role)
        body = Organisation.objects.create(name=f"Body of {role}", kind="other")
        RoleHeld.objects.create(account=account, organisation=body, role=role, since_on=date(2000, 1, 1))
        client.force_login(account)
        session = client.session
        begin(session, at=timezone.now(), second_step=True)
        session.save()
        return client

    return sign_in
