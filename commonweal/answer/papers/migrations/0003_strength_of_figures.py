"""Every figure carries the strength of its evidence.

Figures that were counted from records here are recorded. What somebody typed was never graded: it gets the weakest grade,
so that no paper claims more than its author did. The text that was frozen and its hash stay as they were.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from commonweal.ground.audit.row_locks import Lay, Lift

LAID_BEFORE = import_module("commonweal.answer.papers.migrations.0002_what_the_database_refuses").OF_CHILDREN
OF_FIGURES = [refusal for refusal in LAID_BEFORE if refusal.table == "papers_paperfigure"]


def grade_what_was_typed(apps, schema_editor):
    apps.get_model("papers", "PaperFigure").objects.filter(source="typed").update(strength="anecdotal")


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_what_the_database_refuses")]
    # SQLite makes a table anew when a column is added, and the old one's triggers go with it: they are laid again.
    operations = [
        Lift(OF_FIGURES),
        migrations.AddField(
            "paperfigure",
            "strength",
            models.CharField("how strong the evidence is", max_length=20, default="recorded"),
            preserve_default=False,
        ),
        migrations.AddField(
            "paperfigure",
            "strength_scale",
            models.CharField(max_length=60, default="evidence_strength@2010-1"),
            preserve_default=False,
        ),
        migrations.RunPython(grade_what_was_typed, migrations.RunPython.noop),
        migrations.AddConstraint(
            "paperfigure",
            models.CheckConstraint(condition=~Q(strength="") & ~Q(strength_scale=""), name="figure_is_graded"),
        ),
        Lay(OF_FIGURES),
    ]
