"""An occasion names the assessment that it was. SQLite makes the table anew on the way back, without what refuses its rows."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, Lift

FROZEN = import_module("commonweal.assess.guidance.migrations.0002_what_is_frozen")
OF_OCCASIONS = [lock for lock in FROZEN.LOCKS if FROZEN.OCCASION in (lock.table, *lock.wrong.split())]


class Migration(migrations.Migration):

    dependencies = [
        ('equality', '0002_what_the_database_refuses'),
        ('guidance', '0002_what_is_frozen'),
        ('impact', '0007_studies_beside'),
    ]

    operations = [
        Lift(OF_OCCASIONS),
        migrations.AddField(
            model_name='occasion',
            name='equality_assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='equality.equalityassessment'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='impact_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='impact.assessmentversion'),
        ),
        Lay(OF_OCCASIONS),
    ]
