"""The database itself keeps the purpose lock: no page, no program and nobody at a prompt gets past it.

What a community told us goes nowhere without a purpose that its givers agreed to, and never to a body that enforces
immigration law.
"""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock

NOT_AGREED = "purpose lock: those who told us did not agree to this purpose"
BODY = "purpose lock: this body enforces immigration law"

AGREED = (
    "EXISTS (SELECT 1 FROM exchange_agreedpurpose a WHERE a.exchange_id = NEW.exchange_id"
    " AND a.purpose = NEW.purpose AND a.withdrawn_at IS NULL)"
)
ENFORCES = (
    "(EXISTS (SELECT 1 FROM partners_organisation o WHERE o.id = NEW.organisation_id AND o.kind = 'enforcement')"
    " OR EXISTS (SELECT 1 FROM partners_organisationparent p JOIN partners_organisation o ON o.id = p.parent_id"
    " WHERE p.organisation_id = NEW.organisation_id AND o.kind = 'enforcement'))"
)
LOCKS = [
    RowLock("exchange_relay_purpose", "exchange_relay", ("purpose", "exchange_id"), f"NOT {AGREED}", NOT_AGREED),
    RowLock("exchange_relay_body", "exchange_relayrecipient", ("organisation_id",), ENFORCES, BODY),
    RowLock(
        "exchange_request_purpose", "exchange_sharingrequest", ("purpose", "exchange_id", "lock"),
        f"NEW.lock = '' AND NOT {AGREED}", NOT_AGREED,
    ),
    RowLock(
        "exchange_request_body", "exchange_sharingrequest", ("organisation_id", "lock"),
        f"NEW.lock <> 'body' AND {ENFORCES}", BODY,
    ),
    RowLock("exchange_relationship_body", "exchange_trustedrelationship", ("organisation_id",), ENFORCES, BODY),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("partners", "0002_enforcement")]
    operations = [Lay(LOCKS)]
