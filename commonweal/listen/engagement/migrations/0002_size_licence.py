from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]

    operations = [
        # Nobody was asked before, and no licence is guessed for what was loaded then.
        migrations.AddField(
            model_name="sizeload",
            name="licence",
            field=models.CharField(default="Not stated when it was loaded", max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="sizeload",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence", ""), _negated=True), name="sizes_say_their_licence"
            ),
        ),
    ]
