"""Which marks of a person are looked for, and what is said about each?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One thing that must not stand in free text."""

    PASSPORT = "passport"
    NATIONAL_INSURANCE = "national_insurance"
    NHS_NUMBER = "nhs_number"
    IMMIGRATION_REFERENCE = "immigration_reference"
    PERMIT = "permit"
    PHONE = "phone"
    EMAIL = "email"
    VEHICLE = "vehicle"
    BIRTH_DATE = "birth_date"
    HOME_ADDRESS = "home_address"
    STATUS = "status"
    ORIGIN = "origin"


# What it is, and what to write instead.
SENTENCES: dict[Kind, tuple[str, str]] = {
    Kind.PASSPORT: (
        "This looks like a passport number.",
        "Leave it out: say what happened, not whose papers they were.",
    ),
    Kind.NATIONAL_INSURANCE: ("This looks like a national insurance number.", "Leave it out."),
    Kind.NHS_NUMBER: ("This looks like somebody's NHS number.", "Leave it out."),
    Kind.IMMIGRATION_REFERENCE: (
        "This looks like a reference of somebody's immigration or asylum case.",
        "Leave it out: nothing here is about anybody's immigration case.",
    ),
    Kind.PERMIT: (
        "This looks like the number of a visa, a permit or a residence card.",
        "Leave it out: nothing here is about anybody's permission to be in the country.",
    ),
    Kind.PHONE: (
        "This looks like a telephone number of a person.",
        "Write which organisation or post to ask; its number stands in the contact finder.",
    ),
    Kind.EMAIL: (
        "This looks like a person's e-mail address.",
        "Write which organisation or post to ask; a shared address such as info@ may stay.",
    ),
    Kind.VEHICLE: (
        "This looks like a vehicle's registration number.",
        "Describe the kind of vehicle, or report the number to the police on 101.",
    ),
    Kind.BIRTH_DATE: (
        "This looks like somebody's date of birth.",
        "Leave it out; if age matters, write an age group such as “young people”.",
    ),
    Kind.HOME_ADDRESS: (
        "This looks like the address of somebody's home.",
        "Name the neighbourhood or the ward instead.",
    ),
    Kind.STATUS: (
        "This speaks of one person's immigration status.",
        "Write what happened and to which community; nobody's status is kept here.",
    ),
    Kind.ORIGIN: (
        "This says a named person's nationality or religion.",
        "Name the group that is concerned, or the person's role, but not both together.",
    ),
}


@dataclass(frozen=True)
class Found:
    """One place in a text. What is certain must go; about what is not, the writer is asked."""

    kind: Kind
    start: int
    end: int
    text: str
    certain: bool

    @property
    def what(self) -> str:
        return SENTENCES[self.kind][0]

    @property
    def instead(self) -> str:
        return SENTENCES[self.kind][1]
