"""Counts carry the strength of their evidence; those that stand here already were recorded by a police service."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("recorded_crime", "0001_initial")]
    operations = [
        migrations.AddField(
            "offenceclass",
            "strength",
            models.CharField("how strong the evidence is", max_length=20, default="recorded"),
            preserve_default=False,
        ),
        migrations.AddField(
            "offenceclass",
            "strength_scale",
            models.CharField(max_length=60, default="evidence_strength@2010-1"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "offenceclass",
            models.CheckConstraint(
                condition=~Q(strength="") & ~Q(strength_scale=""), name="offence_class_is_graded"
            ),
        ),
    ]
