"""A paper names the equality assessments that it rests on, and goes no further until they are settled."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, RowRefusal, frozen_with


PAPER = "papers_committeepaper"
SETTLED = "('not_required', 'signed_off', 'published', 'monitoring', 'review_due', 'closed', 'superseded')"
LOCKS = (
    *frozen_with("paper_assessment", "papers_paperassessment",
                 f"EXISTS (SELECT 1 FROM {PAPER} p WHERE p.id = ROW.paper_id AND p.frozen_hash <> '')",
                 "an approved paper never changes"),
    RowRefusal("paper_unassessed", PAPER, "UPDATE",
               "NEW.state <> OLD.state AND NEW.state IN ('drafted', 'cleared', 'approved') AND EXISTS (SELECT 1 FROM "
               "papers_paperassessment l JOIN equality_equalityassessment a ON a.id = l.assessment_id "
               f"WHERE l.paper_id = NEW.id AND a.state NOT IN {SETTLED})",
               "the equality assessment of the paper is not settled"),
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('equality', '0002_what_the_database_refuses'),
        ('papers', '0003_strength_of_figures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('linked_at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_links', to='equality.equalityassessment')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equality_links', to='papers.committeepaper')),
            ],
            options={
                'ordering': ['linked_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'assessment'), name='paper_assessment_once')],
            },
        ),
        Lay(LOCKS),
    ]
