"""A level that a group agrees on is one of a scale, it looks at nothing that is protected, and silence is told above."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from commonweal.ground.audit.row_locks import Lay, Lift, RowLock

# SQLite makes the table anew for a constraint, and its triggers would go with the old one.
AGAIN = [
    lock
    for lock in import_module("commonweal.listen.tension.migrations.0002_purpose_lock").LOCKS
    if lock.table == "tension_groupaction"
]
NEW = [
    RowLock(
        "tension_reviewed_protected", "tension_revieweditem", ("item_id",),
        "EXISTS (SELECT 1 FROM tension_tensionitem i WHERE i.id = NEW.item_id AND i.is_protected)",
        "a protected item is counted and shown to nobody",
    ),
]  # fmt: skip
KINDS = [
    ("before", "Before the deadline"),
    ("after", "After the deadline"),
    ("above", "To whoever oversees, a day after the deadline"),
]


class Migration(migrations.Migration):
    dependencies = [("tension", "0004_nil_is_no_danger")]
    operations = [
        migrations.AlterField(
            model_name="returnreminder", name="kind", field=models.CharField(choices=KINDS, max_length=6)
        ),
        migrations.AddConstraint(
            model_name="returnreminder",
            constraint=models.CheckConstraint(
                condition=Q(("kind__in", ["before", "after", "above"])), name="reminder_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmeeting",
            constraint=models.CheckConstraint(
                condition=Q(("level", ""), ("level_scale", ""), ("rank__isnull", True))
                | Q(
                    Q(("level", ""), _negated=True),
                    Q(("level_scale", ""), _negated=True),
                    ("rank__isnull", False),
                ),
                name="group_level_of_a_scale",
            ),
        ),
        Lift(AGAIN),
        migrations.AddConstraint(
            model_name="groupaction",
            constraint=models.CheckConstraint(
                condition=Q(("outcome", ""), ("done_on__isnull", False), _connector="OR"),
                name="group_action_says_when_done",
            ),
        ),
        Lay([*AGAIN, *NEW]),
    ]
