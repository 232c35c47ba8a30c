"""Which telephone numbers and e-mail addresses in a text reach a person rather than a service?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.reading.private_text.kinds import Found, Kind

EMAIL = re.compile(r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
SHARED_BOX = re.compile(
    r"^(?:info|enquir|inquir|contact|office|admin|hello|help|mail|press|media|news|secretar|reception|support|"
    r"team|clerk|committee|democratic|foi|freedom|data\.?protection|complaints?|feedback|consult|webmaster|"
    r"no-?reply|general|public|customer|service|community|events?|volunteer|recruitment|jobs|training|report)",
    re.IGNORECASE,
)
MIGHT_BE = re.compile(r"\+?\(?\d[\d\s().-]{8,18}\d")


def find_addresses(text: str) -> Iterator[Found]:
    """E-mail addresses of people; those of an office stay."""
    for match in EMAIL.finditer(text):
        if not SHARED_BOX.match(match[0]):
            yield Found(Kind.EMAIL, match.start(), match.end(), match[0], True)


def find_telephones(text: str) -> Iterator[Found]:
    """Mobile numbers for certain, other lines as a question; freephone and shared service numbers stay."""
    if not MIGHT_BE.search(text):
        return
    import phonenumbers as phones

    for match in phones.PhoneNumberMatcher(text, "GB", leniency=phones.Leniency.POSSIBLE):
        raw, number = match.raw_string, match.number
        if not _is_written_as_telephone(raw):
            continue
        kind = phones.number_type(number)
        if kind in (phones.PhoneNumberType.MOBILE, phones.PhoneNumberType.PERSONAL_NUMBER) or _is_mobile(
            number
        ):
            yield Found(Kind.PHONE, match.start, match.end, raw, True)
        elif phones.is_valid_number(number) and kind in (
            phones.PhoneNumberType.FIXED_LINE,
            phones.PhoneNumberType.FIXED_LINE_OR_MOBILE,
            phones.PhoneNumberType.VOIP,
        ):
            yield Found(Kind.PHONE, match.start, match.end, raw, False)


def _is_mobile(number: object) -> bool:
    """Also the ranges that are kept for examples, which count as invalid."""
    national = str(getattr(number, "national_number", ""))
    return getattr(number, "country_code", 0) == 44 and len(national) == 10 and national[0] == "7"


def _is_written_as_telephone(raw: str) -> bool:
    return raw.lstrip("(").startswith(("0", "+"))
