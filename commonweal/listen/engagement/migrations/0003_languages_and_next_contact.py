from django.db import migrations, models
from django.db.models import F


def forget_days_gone_by(apps, schema_editor):
    """A next contact on or before the last one was held already: nothing is due."""
    rows = apps.get_model("engagement", "Relationship").objects
    rows.filter(next_contact_on__lte=F("last_contact_on")).update(next_contact_on=None)


class Migration(migrations.Migration):
    dependencies = [("engagement", "0002_size_licence")]

    operations = [
        migrations.AddField(
            model_name="community",
            name="languages",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="languages spoken in it"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="relationship",
            name="languages",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="languages it works in"),
            preserve_default=False,
        ),
        migrations.RunPython(forget_days_gone_by, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_contact_on__isnull", True),
                    ("next_contact_on__isnull", True),
                    ("next_contact_on__gt", F("last_contact_on")),
                    _connector="OR",
                ),
                name="next_contact_after_the_last",
            ),
        ),
    ]
