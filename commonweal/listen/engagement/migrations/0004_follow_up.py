from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("engagement", "0003_languages_and_next_contact")]

    operations = [
        migrations.AddField(
            model_name="engagement",
            name="follow_up_on",
            field=models.DateField(blank=True, null=True, verbose_name="to be followed up on"),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("follow_up_on__isnull", True), ("follow_up_on__gt", F("held_on")), _connector="OR"
                ),
                name="engagement_followed_up_after_it",
            ),
        ),
    ]
