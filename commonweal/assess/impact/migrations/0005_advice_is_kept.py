"""The database itself keeps advice: none is removed, none changes once it was submitted, and a log is only added to."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal, frozen

CONSULTATION = "impact_consultation"
SUBMITTED = (
    "EXISTS (SELECT 1 FROM impact_assessmentversion v WHERE v.assessment_id = OLD.assessment_id"
    " AND v.submitted_at >= OLD.entered_at)"
)
NOT_TOLD = (
    "EXISTS (SELECT 1 FROM impact_assessment a JOIN impact_operation o ON o.id = a.operation_id"
    " WHERE a.id = NEW.assessment_id AND o.is_covert AND NOT EXISTS (SELECT 1 FROM impact_operationtold t"
    " WHERE t.id = NEW.told_id AND t.operation_id = o.id))"
)
LOCKS = [
    RowRefusal("impact_consultation_covert", CONSULTATION, "INSERT", NOT_TOLD,
               "of a covert operation only those who were told are consulted"),
    RowRefusal("impact_consultation_same", CONSULTATION, "UPDATE", SUBMITTED,
               "what stands in a submitted version is corrected by a further entry"),
    RowRefusal("impact_consultation_kept", CONSULTATION, "DELETE", "TRUE", "advice is never removed"),
    RowRefusal("impact_recommendation_kept", "impact_recommendation", "DELETE", "OLD.state <> 'proposed'",
               "a recommendation that was decided on is never removed"),
    RowRefusal("impact_recommendation_declined", "impact_recommendation", "UPDATE",
               "OLD.state = 'declined' AND (NEW.state <> OLD.state OR NEW.reason <> OLD.reason OR NEW.text <> OLD.text)",
               "a recommendation that was declined stays as it was declined"),
    *frozen("impact_observation_kept", "impact_observation", "TRUE",
            "what was seen stays; a further entry corrects it"),
    *frozen("impact_bronze_kept", "impact_bronzeadvice", "TRUE", "the log to Gold is only added to"),
    *frozen("impact_gold_kept", "impact_golddecision", "TRUE", "the log to Gold is only added to"),
    *frozen("impact_reliance_kept", "impact_reliance", "TRUE", "who relied on a version stays on record"),
    *frozen("impact_disclosure_kept", "impact_disclosuregiven", "TRUE",
            "to whom a copy was given stays on record"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("impact", "0004_advice")]
    operations = [Lay(LOCKS)]
