from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_ended_forgets")]
    operations = [
        migrations.AddField(
            model_name="exchange",
            name="reminded_on",
            field=models.DateField(blank=True, null=True, verbose_name="its keepers were reminded on"),
        ),
    ]
