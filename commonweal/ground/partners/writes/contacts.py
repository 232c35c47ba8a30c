"""How is the one post to ask named and ended?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Organisation,
    PointOfContact,
)
from commonweal.ground.partners.rules import EDIT, own
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("named the point of contact", permission=EDIT, locks="organisation", owners=own)
def name_contact(
    *,
    organisation: Organisation,
    subject: str,
    post_title: str,
    since_on: date,
    by: Viewer,
    at: datetime,
    email: str = "",
    phone: str = "",
    until_on: date | None = None,
) -> PointOfContact:
    """One post at a time for a subject: the one before ends the day that this one begins, and is kept."""
    subject, post_title = rules.tidy(subject), rules.tidy(post_title)
    if not subject or not post_title:
        raise NotPossible("A contact needs a subject and a post.")
    rules.check_period(since_on, until_on)
    before = organisation.contacts.filter(subject__iexact=subject)
    for earlier in before.filter(until_on__isnull=True):
        if earlier.since_on is not None and earlier.since_on >= since_on and until_on is None:
            raise NotPossible(f"{earlier.post_title} has been the contact since a later day.")
        if earlier.since_on is None or earlier.since_on < since_on:
            earlier.until_on = since_on
            earlier.save()
    others = before.values_list("since_on", "until_on")
    rules.check_no_overlap((since_on, until_on), others, "Another post was the contact at that time.")
    return PointOfContact.objects.create(
        organisation=organisation, subject=subject, post_title=post_title, email=email, phone=phone,
        since_on=since_on, until_on=until_on,
    )  # fmt: skip


@write("ended the point of contact", permission=EDIT, locks="organisation", owners=own)
def end_contact(
    *, organisation: Organisation, contact: PointOfContact, on: date, by: Viewer, at: datetime
) -> PointOfContact:
    held = organisation.contacts.filter(pk=contact.pk, until_on__isnull=True).first()
    if held is None:
        raise NotPossible("That is no contact of this organisation now.")
    rules.check_period(held.since_on, on)
    held.until_on = on
    held.save()
    return held
