"""No body that enforces immigration law, or belongs to one, is asked, oversees, leads, attends or owns what was decided."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay
from commonweal.ground.partners.enforcement import body_lock

LOCKS = [
    body_lock("tension_round_body", "tension_returnround", "organisation_id"),
    body_lock("tension_asked_body", "tension_asking", "organisation_id"),
    body_lock("tension_overseeing_body", "tension_asking", "overseer_id"),
    body_lock("tension_sending_body", "tension_tensionreturn", "organisation_id"),
    body_lock("tension_reading_body", "tension_tensionreturn", "overseer_id"),
    body_lock("tension_leading_body", "tension_tensionitem", "lead_partner_id"),
    body_lock("tension_attending_body", "tension_groupattendance", "organisation_id"),
    body_lock("tension_acting_body", "tension_groupaction", "owner_id"),
]


class Migration(migrations.Migration):
    dependencies = [("tension", "0001_initial"), ("partners", "0002_enforcement")]
    operations = [Lay(LOCKS)]
