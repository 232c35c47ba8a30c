"""Nothing to report and a life in danger are never said by one return."""

from importlib import import_module

from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, Lift

# SQLite makes the table anew for a constraint, and its triggers would go with the old one.
LOCKS = [
    lock
    for lock in import_module("commonweal.listen.tension.migrations.0002_purpose_lock").LOCKS
    if lock.table == "tension_tensionreturn"
]


class Migration(migrations.Migration):
    dependencies = [("tension", "0003_promise_months")]
    operations = [
        Lift(LOCKS),
        migrations.AddConstraint(
            model_name="tensionreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_nil", False), ("risk_to_life", False), _connector="OR"),
                name="nil_return_is_no_danger",
            ),
        ),
        Lay(LOCKS),
    ]
