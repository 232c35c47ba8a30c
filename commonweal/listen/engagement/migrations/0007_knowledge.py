"""What outreach workers know of communities stands beside their languages."""

from importlib import import_module

from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, Lift

# SQLite makes the table anew for a column, and its triggers would go with the old one.
LOCKS = [
    lock
    for lock in import_module("commonweal.listen.engagement.migrations.0005_purpose_lock").LOCKS
    if lock.table == "engagement_outreachworker"
]


class Migration(migrations.Migration):
    dependencies = [("engagement", "0006_receipts")]
    operations = [
        Lift(LOCKS),
        migrations.AddField(
            model_name="outreachworker",
            name="knowledge",
            field=models.TextField(
                blank=True, default="", verbose_name="what they know of communities"
            ),
            preserve_default=False,
        ),
        Lay(LOCKS),
    ]
