"""Does an installation that could lose or leak something say so before it starts?"""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core.checks import Error
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import override_settings

from commonweal.config import checks, starting
from commonweal.config.home import PROJECT

SOUND = {
    "MODE": "serve",
    "DEBUG": False,
    "ALLOWED_HOSTS": ["plan.example.org"],
    "SECURE": True,
    "SECRET_KEY": "s" * 64,
    "AUDIT_KEY": b"a" * 64,
}


@pytest.fixture
def sound(tmp_path):
    with override_settings(**SOUND, HOME=tmp_path):
        yield tmp_path


def ids(messages):
    return [message.id for message in messages if isinstance(message, Error)]


def test_a_sound_installation_has_nothing_to_say(sound):
    assert checks.check_settings() + checks.check_keys() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"MODE": "demo"}, "commonweal.E001"),
        ({"DEBUG": True}, "commonweal.E002"),
        ({"ALLOWED_HOSTS": ["*"]}, "commonweal.E003"),
        ({"ALLOWED_HOSTS": [".example.org"]}, "commonweal.E003"),
        ({"ALLOWED_HOSTS": []}, "commonweal.E003"),
        ({"SECURE": False}, "commonweal.E004"),
    ],
)
def test_an_unsafe_setting_is_refused(sound, changed, expected):
    with override_settings(**changed):
        assert ids(checks.check_settings()) == [expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"AUDIT_KEY": b""}, "commonweal.E005"),
        ({"AUDIT_KEY": b"short"}, "commonweal.E005"),
        ({"AUDIT_KEY": b"s" * 64}, "commonweal.E006"),
    ],
)
def test_a_missing_or_shared_audit_key_is_refused(sound, changed, expected):
    with override_settings(**changed):
        assert ids(checks.check_keys()) == [expected]


def test_a_key_that_others_can_read_is_refused(sound):
    key = sound / "keys" / "audit"
    key.parent.mkdir()
    key.write_text("a" * 64)
    key.chmod(0o600)
    assert checks.check_keys() == []
    key.chmod(0o640)
    assert ids(checks.check_keys()) == ["commonweal.E007"]


@contextmanager
def sqlite_file(path, **options):
    """A SQLite database in a file; the tests' own lies in memory, where nothing survives anyway."""
    settings = {**connection.settings_dict, "NAME": path, "OPTIONS": options}
    beside = DatabaseWrapper(settings, "default")
    path.touch()
    try:
        yield beside
    finally:
        beside.close()


@pytest.mark.parametrize(
    ("pragmas", "version", "expected"),
    [
        ("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;", (3, 40, 0), []),
        ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", (3, 51, 3), []),
        ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", (3, 51, 2), ["commonweal.E009"]),
        ("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL;", (3, 51, 3), ["commonweal.E010"]),
        ("PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL;", (3, 51, 3), ["commonweal.E010"]),
        ("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL;", (3, 51, 3), ["commonweal.E010"]),
    ],
)
@pytest.mark.django_db
def test_a_sqlite_that_can_lose_something_is_refused(tmp_path, monkeypatch, pragmas, version, expected):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", version)
    with sqlite_file(tmp_path / "beside.sqlite3", init_command=pragmas) as beside:
        assert ids(checks._faults_in_database(beside)) == expected


class Pretended:
    """A PostgreSQL that answers what it is told to."""

    vendor = "postgresql"

    def __init__(self, **shown):
        self.shown = {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "data_checksums": "on",
        } | shown

    @contextmanager
    def cursor(self):
        yield self

    def execute(self, query):
        self.asked = query.removeprefix("SHOW ")

    def fetchone(self):
        return [self.shown[self.asked]]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ({}, []),
        ({"synchronous_commit": "remote_apply"}, []),
        ({"fsync": "off"}, ["commonweal.E011"]),
        ({"synchronous_commit": "off"}, ["commonweal.E011"]),
        ({"synchronous_commit": "local"}, []),
        ({"full_page_writes": "off"}, ["commonweal.E011"]),
        ({"fsync": "off", "full_page_writes": "off"}, ["commonweal.E011"] * 2),
    ],
)
def test_a_postgresql_that_can_lose_something_is_refused(sound, shown, expected):
    assert ids(checks._faults_in_database(Pretended(**shown))) == expected


def test_missing_checksums_are_a_warning(sound):
    (said,) = checks._faults_in_database(Pretended(data_checksums="off"))
    assert said.id == "commonweal.W012"


@pytest.mark.django_db
def test_the_careless_postgresql_of_the_tests_would_be_refused(sound):
    if connection.vendor != "postgresql":
        pytest.skip("runs on the PostgreSQL pass")
    assert ids(checks.check_databases(databases=["default"])) == ["commonweal.E011"] * 3


@pytest.mark.django_db
def test_serve_does_not_start_on_an_unsafe_database(monkeypatch, tmp_path):
    """The start asks for the database's checks by name; without that Django leaves them out."""
    monkeypatch.setattr(checks, "_faults_in_database", lambda _: [Error("It would lose what was saved.")])
    with (
        override_settings(HOME=tmp_path),
        pytest.raises(SystemExit, match="It would lose what was saved"),
        starting.prepared(),
    ):
        pass


@pytest.mark.once
@pytest.mark.parametrize(
    ("more", "status"), [({}, 1), ({"COMMONWEAL_HTTPS": "1", "COMMONWEAL_HOSTS": "plan.example.org"}, 0)]
)
def test_check_deploy_says_so_with_its_status(tmp_path, more, status):
    ours = ("COMMONWEAL_", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "commonweal", "manage", "check", "--deploy"],
        cwd=PROJECT,
        env=kept | more | {"COMMONWEAL_MODE": "serve", "COMMONWEAL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert ("commonweal.E004" in done.stderr) == (status == 1)
