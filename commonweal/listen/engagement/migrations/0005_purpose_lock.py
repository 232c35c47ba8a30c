"""No body that enforces immigration law, or belongs to one, keeps a desk, is in contact, organises, asks or takes part."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay
from commonweal.ground.partners.enforcement import body_lock

LOCKS = [
    body_lock("engagement_desk_body", "engagement_desk", "organisation_id"),
    body_lock("engagement_outreach_body", "engagement_outreachworker", "organisation_id"),
    body_lock("engagement_contact_body", "engagement_relationship", "organisation_id"),
    body_lock("engagement_organising_body", "engagement_engagement", "organiser_id"),
    body_lock("engagement_asking_body", "engagement_groupfeedback", "body_id"),
    body_lock("engagement_partner_body", "engagement_engagement_partners", "organisation_id"),
]


class Migration(migrations.Migration):
    dependencies = [("engagement", "0004_follow_up"), ("partners", "0002_enforcement")]
    operations = [Lay(LOCKS)]
