"""How is anything changed? Through a function under `write`: permission, lock, version, change and audit in one transaction."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction

from commonweal.ground.audit import rules
from commonweal.ground.audit.models import AuditEntry, AuditHead, Record
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer, check_may

Result = TypeVar("Result")
_writing: ContextVar[bool] = ContextVar("commonweal_writing", default=False)
WRITES: dict[str, Callable[..., Any]] = {}


def inside_a_write() -> bool:
    """Is a write under way? For what may only ever happen as a part of one."""
    return _writing.get()


class Stale(Exception):
    """Somebody else saved the record after this person opened it. Nothing was written."""

    def __init__(self, record: Record, last: AuditEntry | None):
        super().__init__("Someone else saved this while you were writing.")
        self.record = record
        self.last = last


def write(
    words: str,
    *,
    permission: str | None,
    locks: str | None = None,
    owners: Callable[[Any], Iterable[int | None]] = lambda subject: (),
    told_as: str = "",
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make a function the one audited way to do something.

    words say what is done, in the past tense, after the person's name ("sent back the update"). locks names the keyword
    argument whose record is locked and changed; without it the function creates the record that it returns. owners gives
    the organisations that own that record, for a permission that reaches only one's own. A permission of None is for
    writes whose function checks the person itself (signing in, for example). told_as is the name of another write, under
    which the entries stand where this one's own name would say too much to whoever reads the audit.

    The decorated function takes keywords only: by= (a Viewer), at= (an aware datetime), and optionally version= (the
    version the person saw; an older one raises Stale), reason= (kept in the entry), note= (kept beside the reason: what
    the person answered about their own words) and once= (a key that makes a second submission return the first one's
    record).
    """

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        action = f"{_room_of(function.__module__)}.{function.__name__}"
        told = told_as or action

        @functools.wraps(function)
        def run(
            *, by: Viewer, at: datetime, version: int | None = None, once: str | None = None, note: str = "",
            **given: Any,
        ) -> Any:  # fmt: skip
            if _writing.get():
                raise RuntimeError(
                    f"{action} was called inside another write; share a private function instead"
                )
            once = _as_kept(once)
            if once and (done := _done_before(once, by)) is not None:
                return done
            token = _writing.set(True)
            try:
                with transaction.atomic():
                    subject = (
                        _lock_and_check(given, locks, permission, owners, by=by, version=version)
                        if locks
                        else None
                    )
                    if not locks and permission is not None:
                        check_may(by, permission, owners(given))
                    earlier = _Earlier(subject)
                    result = function(by=by, at=at, **given)
                    changed = earlier.compare(subject if locks else result)
                    _append(by=by, at=at, action=told, words=words, reason=_why(given, note), once=once,
                            **changed)  # fmt: skip
                    return result
            except Refused as refusal:
                subject = given.get(locks) if locks else None
                with transaction.atomic():
                    _append(by=by, at=at, action=told, words=words, outcome=AuditEntry.Outcome.REFUSED,
                            reason=str(refusal), **_name_of(subject))  # fmt: skip
                refusal.is_kept = True
                raise
            except (IntegrityError, NotPossible):
                # the same form, sent twice at the same moment: the other submission was first
                if once and (done := _done_before(once, by)) is not None:
                    return done
                raise
            finally:
                _writing.reset(token)

        WRITES[action] = run
        run.permission, run.words, run.action = permission, words, action  # type: ignore[attr-defined]
        return run

    return decorate


def _why(given: dict[str, Any], note: str) -> str:
    return "\n".join(filter(None, (str(given.get("reason", "")), note)))


def _room_of(module: str) -> str:
    """The room's name, also where its writes are a folder of several files."""
    parts = module.split(".")
    return parts[parts.index("writes") - 1] if "writes" in parts else parts[-2]


def _lock_and_check(
    given: dict[str, Any],
    locks: str,
    permission: str | None,
    owners: Callable[[Any], Iterable[int | None]],
    *,
    by: Viewer,
    version: int | None,
) -> Record:
    """Put the locked record in the place of the one the caller had, unless it is refused or was changed meanwhile."""
    subject = given[locks] = _lock(given[locks])
    if permission is not None:
        check_may(by, permission, owners(subject))
    if version is not None and version != subject.version:
        raise Stale(subject, _last_entry(subject))
    return subject


class _Earlier:
    """What the record was before the change, so that the entry can say what became of it."""

    def __init__(self, subject: Record | None):
        self.content = subject.content() if subject else {}
        self.digest = subject.digest() if subject else ""

    def compare(self, subject: object) -> dict[str, Any]:
        """The parts of an audit entry that tell what changed; the record's version is counted up here."""
        if not isinstance(subject, Record):
            return {}
        if subject.pk is None:
            return {"before": self.digest, **_name_of(subject)}
        if self.digest:
            subject.version += 1
            subject.save(update_fields=["version"])
        changed = sorted(k for k, v in subject.content().items() if self.content and self.content.get(k) != v)
        return {
            "before": self.digest,
            "after": subject.digest(),
            "changed": ",".join(c for c in changed if c != "version")[:1000],
            **_name_of(subject),
        }


def _lock(record: Record) -> Record:
    # __class__ looks through the lazy object that request.user is.
    # The row alone, not what its order joins; and not its key, which would hold up whoever adds a row that points to it.
    rows = record.__class__.objects.select_for_update(of=("self",), no_key=True).order_by()
    fresh = rows.filter(pk=record.pk).first()
    if fresh is None:
        raise NotPossible("This has been removed since you opened it.")
    return fresh


def _name_of(subject: Record | None) -> dict[str, Any]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk or ""),
        "subject_version": subject.version,
    }


def _last_entry(subject: Record) -> AuditEntry | None:
    entries = AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    return entries.filter(outcome=AuditEntry.Outcome.DONE).order_by("-sequence").first()


def _as_kept(once: str | None) -> str | None:
    """A browser can send anything as the key of a form: what no database keeps of it is left out."""
    return (once or "").replace("\0", "")[: AuditEntry._meta.get_field("once").max_length] or None


def _done_before(once: str, by: Viewer) -> Record | None:
    entry = AuditEntry.objects.filter(once=once, actor_id=by.account_id).first()
    if entry is None or not entry.subject_type:
        return None
    return apps.get_model(entry.subject_type).objects.filter(pk=entry.subject_id).first()


def _append(*, by: Viewer, at: datetime, action: str, words: str, **rest: Any) -> AuditEntry:
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        sequence=head.count + 1, at=at.astimezone(UTC), actor_id=by.account_id, actor=by.name,
        organisation=by.organisation, action=action, words=words, request_id=by.request_id,
        previous_seal=head.seal, **rest,
    )  # fmt: skip
    entry.seal = rules.seal(settings.AUDIT_KEY, head.seal, entry.sealed_content())
    entry.save(force_insert=True)
    head.count, head.seal = entry.sequence, entry.seal
    head.save(update_fields=["count", "seal"])
    return entry


def note_read(
    *, what: str, by: Viewer, at: datetime, record: Record | None = None, reason: str = ""
) -> AuditEntry:
    """Keep that somebody read or exported something sensitive."""
    with transaction.atomic():
        return _append(by=by, at=at, action="audit.note_read", words=f"read {what}"[:200],
                       outcome=AuditEntry.Outcome.READ, reason=reason, **_name_of(record))  # fmt: skip


def note_refusal(
    *, what: str, why: str, by: Viewer, at: datetime, record: Record | None = None
) -> AuditEntry:
    """Keep that somebody was turned away before any write was reached."""
    with transaction.atomic():
        return _append(by=by, at=at, action="audit.note_refusal", words=f"tried to open {what}"[:200],
                       outcome=AuditEntry.Outcome.REFUSED, reason=why, **_name_of(record))  # fmt: skip
