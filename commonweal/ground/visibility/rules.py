"""Which tier may see what, and what may this viewer do?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Tier(StrEnum):
    """Who a record, or one column of it, is for. PERSONAL is for columns only: facts about a person."""

    PUBLIC = "public"
    PARTNERSHIP = "partnership"
    OVERSIGHT = "oversight"
    POLICE = "police"
    NAMED = "named"
    PERSONAL = "personal"


RECORD_TIERS = (Tier.PUBLIC, Tier.PARTNERSHIP, Tier.OVERSIGHT, Tier.POLICE, Tier.NAMED)
TIER_CHOICES = [
    (Tier.PUBLIC.value, "Everyone"),
    (Tier.PARTNERSHIP.value, "Members of the partnership"),
    (Tier.OVERSIGHT.value, "The oversight body"),
    (Tier.POLICE.value, "Police"),
    (Tier.NAMED.value, "Only people named on the record"),
]


class Refused(Exception):
    """This person may not do this. The message is a sentence for the person; the refusal is audited, once."""

    is_kept = False


class NotPossible(Exception):
    """This cannot be done to this thing now, whoever asks. The message is a sentence for the person."""


@dataclass(frozen=True)
class Holding:
    """One role that a person holds in one organisation on the day of the request."""

    role: str
    organisation_id: int | None = None
    organisation: str = ""
    enforces_immigration: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who is asking. grants holds (permission, organisation id); None in place of the id means any organisation.

    named holds, per model label, the keys of the records on which this person is named.
    """

    account_id: int | None = None
    name: str = "A member of the public"
    holdings: tuple[Holding, ...] = ()
    tiers: frozenset[Tier] = frozenset({Tier.PUBLIC})
    grants: frozenset[tuple[str, int | None]] = frozenset()
    named: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False, compare=False)
    request_id: str = ""
    is_system: bool = False

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(h.organisation_id for h in self.holdings if h.organisation_id is not None)

    @property
    def person_id(self) -> int:
        """The account of a person who acts; raises Refused where nobody is signed in."""
        if self.account_id is None:
            raise Refused("Sign in first.")
        return self.account_id

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in self.holdings)

    @property
    def enforces_immigration(self) -> bool:
        """Does this person act for a body that enforces immigration law? What communities say is kept from them."""
        return any(h.enforces_immigration for h in self.holdings)

    @property
    def organisation(self) -> str:
        return self.holdings[0].organisation if self.holdings else ""

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    def may(self, permission: str, owners: Iterable[int | None] = ()) -> bool:
        """May this viewer use the permission on something that these organisations own?"""
        if self.is_system or (permission, None) in self.grants:
            return True
        return any((permission, owner) in self.grants for owner in owners if owner is not None)

    def may_somewhere(self, permission: str) -> bool:
        """Does this viewer hold the permission for anything at all? For offering a button, never for deciding."""
        return self.is_system or any(granted == permission for granted, _ in self.grants)

    def sees(self, tier: str) -> bool:
        return self.is_system or tier in self.tiers


PUBLIC_VIEWER = Viewer()
SYSTEM = Viewer(name="Commonweal (automatic)", tiers=frozenset(Tier), is_system=True)


def check_may(viewer: Viewer, permission: str, owners: Iterable[int | None] = ()) -> None:
    """Raise Refused unless the viewer may use the permission on something that these organisations own."""
    if not viewer.may(permission, owners):
        raise Refused(
            "You do not have a role that allows this. Ask your organisation's administrator if you should have one."
        )
