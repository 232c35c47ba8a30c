"""The purpose lock looks all the way up: a team in a unit of a body that enforces immigration law is refused as well."""

from importlib import import_module

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, Lift, RowLock
from commonweal.ground.partners.enforcement import BODY, body_lock, enforces

PURPOSE_LOCK = import_module("commonweal.listen.exchange.migrations.0002_purpose_lock")
# Under the names of those that look one parent up, whose place they take.
LOCKS = [
    body_lock("exchange_relay_body", "exchange_relayrecipient", "organisation_id"),
    RowLock(
        "exchange_request_body", "exchange_sharingrequest", ("organisation_id", "lock"),
        f"NEW.lock <> 'body' AND {enforces('NEW.organisation_id')}", BODY,
    ),
    body_lock("exchange_relationship_body", "exchange_trustedrelationship", "organisation_id"),
]  # fmt: skip
LOOK_ONE_UP = [lock for lock in PURPOSE_LOCK.LOCKS if lock.name in {new.name for new in LOCKS}]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_vacancies"), ("partners", "0002_enforcement")]
    operations = [
        Lift(LOCKS, back=LOOK_ONE_UP),
        Lay(LOCKS),
    ]
