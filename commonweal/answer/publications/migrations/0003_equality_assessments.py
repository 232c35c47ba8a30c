"""A signed equality assessment is released by two people, as a statement is.

SQLite makes a table anew when a constraint is added: the triggers that ask it are lifted before and laid again.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, Lift


laid_before = import_module("commonweal.answer.publications.migrations.0002_what_the_database_refuses")


class Migration(migrations.Migration):

    dependencies = [
        ('equality', '0002_what_the_database_refuses'),
        ('papers', '0004_equality_assessments'),
        ('partners', '0002_enforcement'),
        ('publications', '0002_what_the_database_refuses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Lift(laid_before.refusals),
        migrations.AddField(
            model_name='release',
            name='assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='equality.equalityassessment'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='kind',
            field=models.CharField(choices=[('paper', 'Committee paper'), ('plan', 'Plan statement'), ('decisions', 'Decisions'), ('equality', 'Equality assessment')], max_length=12),
        ),
        migrations.AlterField(
            model_name='release',
            name='kind',
            field=models.CharField(choices=[('paper', 'Committee paper'), ('plan', 'Plan statement'), ('decisions', 'Decisions'), ('equality', 'Equality assessment')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'equality'), ('assessment__isnull', False)), models.Q(models.Q(('kind', 'equality'), _negated=True), ('assessment__isnull', True)), _connector='OR'), name='release_equality_has_assessment'),
        ),
        Lay(laid_before.refusals),
    ]
