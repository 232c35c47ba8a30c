"""How is what we were told asked for, passed on under its purpose, accepted, and said to have been of use?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import enforces_immigration
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import Exchange, Relay, RelayRecipient, SharingRequest
from commonweal.listen.exchange.reads.owners import owner_of_relay, owner_through, receiver_of
from commonweal.listen.exchange.rules import clocks, grading, keeping, lock, states
from commonweal.listen.exchange.writes.keeping import _tell_oversight
from commonweal.listen.exchange.writes.saying import _empty_relay


@write("recorded a request for what was told", permission="trusted.keep", owners=owner_through)
def record_request(
    *, exchange: Exchange, organisation: Organisation, purpose: str, said: str = "", asked_on: date, by: Viewer,
    at: datetime,
) -> SharingRequest:  # fmt: skip
    """Keep who asked for what, and what the rule answers. A refusal is laid before those who oversee."""
    relationship = reads.relationship_behind(exchange)
    keeping.check_keeper(by.account_id, relationship.keeper_ids())
    states.check_not_taken_back(exchange.state)
    scale = reads.purposes_in_force(timezone.localdate(at))
    scale.entry(purpose)
    wish = lock.Wish(purpose, enforces_immigration(organisation))
    answer = lock.lock_on(wish, reads.agreed_purposes(exchange))
    request = SharingRequest.objects.create(
        exchange_id=exchange.pk, owner_id=relationship.owner_id, organisation=organisation, purpose=purpose,
        scale=scale.key, said=said, asked_on=asked_on, recorded_at=at, recorded_by_id=by.person_id,
        lock=answer.value, was_told=lock.SENTENCES[answer],
    )  # fmt: skip
    if request.is_refused:
        _tell_oversight(at)
    return request


@write("relayed an early signal", permission="trusted.relay", owners=owner_through)
def send_relay(
    *, exchange: Exchange, title: str, text: str, purpose: str, source_grade: str, information_grade: str,
    handling: str, conditions: str = "", organisations: Collection[Organisation], by: Viewer, at: datetime,
) -> Relay:  # fmt: skip
    """Pass it on under the lock: every recipient and the purpose are looked at before anything is written."""
    states.check_not_taken_back(exchange.state)
    grading.check_conditions(handling, conditions)
    if not organisations:
        raise NotPossible("Choose who is to be told.")
    agreed = reads.agreed_purposes(exchange)
    for organisation in organisations:
        lock.check_may_share(lock.Wish(purpose, enforces_immigration(organisation)), agreed)
    on = timezone.localdate(at)
    relay = Relay.objects.create(
        exchange_id=exchange.pk, owner_id=reads.relationship_behind(exchange).owner_id, title=title, text=text, purpose=purpose,
        scale=reads.purposes_in_force(on).key, source_grade=source_grade, information_grade=information_grade,
        handling=handling, sent_at=at, sent_by_id=by.person_id,
    )  # fmt: skip
    use_by_on = clocks.due_on(reads.clock(reads.clocks_in_force(on), "used"), on)
    for organisation in organisations:
        RelayRecipient.objects.create(
            relay=relay, organisation=organisation, sender_id=relay.owner_id, purpose=purpose, scale=relay.scale, handling=handling,
            conditions=conditions, sent_at=at, use_by_on=use_by_on,
        )  # fmt: skip
    receivers = reads.holders_of("trusted.receive", on=on, organisations=[o.pk for o in organisations])
    add_notice(account_ids=receivers, kind="awaits", at=at, address=reverse("trusted:relays"))
    return relay


@write(
    "accepted a relay and its conditions", permission="trusted.receive", locks="recipient", owners=receiver_of
)
def accept_relay(*, recipient: RelayRecipient, by: Viewer, at: datetime) -> RelayRecipient:
    _check_may_receive(recipient)
    recipient.state = states.next_passed(recipient.state, "accept")
    recipient.decided_at, recipient.decided_by_id = at, by.account_id
    recipient.save()
    return recipient


@write("declined a relay", permission="trusted.receive", locks="recipient", owners=receiver_of)
def decline_relay(*, recipient: RelayRecipient, reason: str, by: Viewer, at: datetime) -> RelayRecipient:
    _check_may_receive(recipient)
    recipient.state = states.next_passed(recipient.state, "decline")
    recipient.decided_at, recipient.decided_by_id, recipient.why_declined = at, by.account_id, reason
    recipient.save()
    return recipient


@write("said whether a relay was of use", permission="trusted.receive", locks="recipient", owners=receiver_of)
def say_use(
    *, recipient: RelayRecipient, was_used: bool, use_said: str, by: Viewer, at: datetime
) -> RelayRecipient:
    _check_may_receive(recipient)
    recipient.state = states.next_passed(recipient.state, "say_used" if was_used else "say_not_used")
    recipient.use_said, recipient.use_said_at = use_said, at
    recipient.save()
    return recipient


def _check_may_receive(recipient: RelayRecipient) -> None:
    """The body may have become another kind of body since it was told."""
    if enforces_immigration(recipient.organisation):
        raise Refused(lock.SENTENCES[lock.Lock.BODY])


@write("took back a relay", permission="trusted.relay", locks="relay", owners=owner_of_relay)
def take_back_relay(*, relay: Relay, reason: str, by: Viewer, at: datetime) -> Relay:
    if relay.taken_back_at is not None:
        raise NotPossible("This relay has been taken back already.")
    _empty_relay(relay, at)
    return relay
