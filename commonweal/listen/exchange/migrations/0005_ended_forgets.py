"""Who a relationship was with is erased where it has ended, and the database keeps no name for one."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock

WHY = "an ended relationship keeps no name"
LOCKS = [
    RowLock(
        "exchange_name_of_ended", "exchange_keptidentity", ("relationship_id", "name", "how_to_reach"),
        "EXISTS (SELECT 1 FROM exchange_trustedrelationship r WHERE r.id = NEW.relationship_id AND r.state = 'ended')", WHY,
    ),
    RowLock(
        "exchange_ended_with_name", "exchange_trustedrelationship", ("state",),
        "NEW.state = 'ended' AND EXISTS (SELECT 1 FROM exchange_keptidentity i WHERE i.relationship_id = NEW.id)", WHY,
    ),
]  # fmt: skip


def forget(apps, schema_editor):
    apps.get_model("exchange", "KeptIdentity").objects.filter(relationship__state="ended").delete()


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_parts_of_parts")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        Lay(LOCKS),
    ]
