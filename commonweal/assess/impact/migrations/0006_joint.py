"""A joint operation goes ahead with its claim to an agreed harm alone, whoever authorises it and on whatever."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from commonweal.ground.audit.row_locks import Lay, RowLock, frozen_with

CLAIMED = (
    "EXISTS (SELECT 1 FROM impact_jointclaim c JOIN harm_limb l ON l.id = c.limb_id"
    " JOIN harm_definitionversion v ON v.id = l.of_id WHERE c.operation_id = NEW.id"
    " AND (v.state = 'agreed' OR (v.state = 'superseded' AND NEW.state <> 'authorised')))"
)
DECIDED = "EXISTS (SELECT 1 FROM impact_operation o WHERE o.id = ROW.operation_id AND o.state <> 'proposed')"
LOCKS = [
    RowLock(
        "impact_joint_claimed",
        "impact_operation",
        ("state", "kind"),
        f"NEW.kind = 'joint' AND NEW.state IN ('authorised', 'under_way', 'ended') AND NOT {CLAIMED}",
        "a joint operation says for which agreed harm it is meant",
    ),
    RowLock(
        "impact_joint_limb",
        "impact_jointclaim",
        ("limb_id", "operation_id"),
        "NOT EXISTS (SELECT 1 FROM harm_limb l JOIN harm_definitionversion v ON v.id = l.of_id"
        " WHERE l.id = NEW.limb_id AND v.state = 'agreed')",
        "a joint operation is for a limb of an agreed definition",
    ),
    *frozen_with("impact_joint_stays", "impact_jointclaim", DECIDED, "what was said before it was authorised stays"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('harm', '0002_agreed_is_frozen'),
        ('impact', '0005_advice_is_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JointClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('evidence', models.TextField(verbose_name='on what evidence')),
                ('strength', models.CharField(max_length=20)),
                ('strength_scale', models.CharField(max_length=60)),
                ('expected_effect', models.TextField(verbose_name='expected effect on the community')),
                ('protects_victims', models.TextField(verbose_name='what protects victims')),
                ('claimed_at', models.DateTimeField()),
                ('claimed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('limb', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='harm.limb')),
                ('operation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='joint_claim', to='impact.operation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('evidence', ''), _negated=True), models.Q(('strength', ''), _negated=True), models.Q(('expected_effect', ''), _negated=True), models.Q(('protects_victims', ''), _negated=True)), name='joint_claim_says_all')],
            },
        ),
        Lay(LOCKS),
    ]
