"""Evidence for an outcome is graded by the scale that everything else is graded by; a document is a record."""

from django.db import migrations, models


def use_the_scale(apps, schema_editor):
    apps.get_model("plans", "Evidence").objects.filter(strength="documented").update(strength="recorded")


def use_the_old_words(apps, schema_editor):
    apps.get_model("plans", "Evidence").objects.filter(strength="recorded").update(strength="documented")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [
        migrations.AlterField("evidence", "strength", models.CharField(max_length=20)),
        migrations.AddField(
            "evidence",
            "strength_scale",
            models.CharField(max_length=60, default="evidence_strength@2010-1"),
            preserve_default=False,
        ),
        migrations.RunPython(use_the_scale, use_the_old_words),
    ]
