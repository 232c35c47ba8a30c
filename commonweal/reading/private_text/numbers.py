"""Which numbers in a text are some person's: passports, insurance, health, immigration cases, permits, vehicles?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.reading.private_text.kinds import Found, Kind

# A name of the number, then at most a few small words before the number itself.
SAYS = (
    r"(?:\s{1,3}(?:document|card|case|person|personal|application|unique|his|her|their|file|casework|worker|travel|holder)){0,4}"
    r"\s{0,3}(?:(?:no|nos|num|number|ref|refs|reference|references|id|i\.d|code)\b\.?\s{0,2}){0,3}"
    r"(?:\(?(?:is|was|of|and|as|given as|ends?|reads?|quoted)\)?\s{1,3})?[:=#\-–(]{0,3}\s{0,3}"
)
PASSPORT = re.compile(
    rf"\bpassports?\b{SAYS}(?P<it>(?:[A-Z]{{1,3}}\s?)?\d[\d ]{{5,9}}\d)(?!\d)", re.IGNORECASE
)
MACHINE_READABLE = re.compile(r"\bP<[A-Z]{3}[A-Z<]{5,}")
NINE_DIGITS = re.compile(r"(?<![\w£$€.,/:-])(?<!no )(?<!ref )\d{9}(?![\w/-]|[.,]\d)")

_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
INSURANCE = re.compile(rf"\b{_PREFIX}[ .-]?\d{{2}}[ .-]?\d{{2}}[ .-]?\d{{2}}[ .-]?[A-D]\b", re.IGNORECASE)
INSURANCE_NAMED = re.compile(
    rf"\b(?:national insurance|n\.?i\.?|nino)\b{SAYS}(?P<it>[A-Z]{{2}}[ .-]?\d{{2}}[ .-]?\d{{2}}[ .-]?\d{{2}}(?:[ .-]?[A-Z])?)\b",
    re.IGNORECASE,
)

HEALTH_NAMED = re.compile(
    rf"\b(?:nhs|health service|patient)\b{SAYS}(?P<it>\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}})(?!\d)", re.IGNORECASE
)
HEALTH_SPACED = re.compile(r"(?<![\w/.,-])\d{3}([ -])\d{3}\1\d{4}(?![\w/-])")
HEALTH_PLAIN = re.compile(r"(?<![\w/.,£-])[4-7]\d{9}(?![\w/-])")

_OFFICE = r"(?:home office|h\.?o\.?|ukba|ukvi|ind|immigration|asylum|nass|arc|cid|deportation|removal|port|tribunal|casework)"
IMMIGRATION = re.compile(
    rf"\b{_OFFICE}\b(?:\s{{1,3}}(?:support|registration)){{0,2}}{SAYS}"
    r"(?P<it>(?:[A-Z]{1,3}[ /.-]?)?\d{2}[\d /.-]{3,12}\d(?:[ /]?[A-Z])?)(?![\w])",
    re.IGNORECASE,
)
CASE_LETTER = re.compile(rf"\b{_OFFICE}\b{SAYS}(?P<it>[A-Z]\s?\d{{6,8}}(?:/\d{{1,3}})?)\b", re.IGNORECASE)
GLOBAL_WEB_FORM = re.compile(r"\bGWF[ -]?\d{9}\b", re.IGNORECASE)
PORT_REFERENCE = re.compile(r"\b[A-Z]{3}/\d{6,8}(?:/\d{1,3})?\b")
SUPPORT_REFERENCE = re.compile(r"\b\d{2}/\d{2}/\d{5}(?:/\d{3})?\b")
REGISTRATION_CARD = re.compile(r"\b[A-Z]{3}[ /]\d{6}[ /]\d\b")

PERMIT_NAMED = re.compile(
    r"\b(?:brp|biometric(?: residence| immigration)?(?: permit| document| card)?|residence (?:permit|card)|"
    r"visas?(?: vignette| sticker)?|entry clearance|work permit|share code|certificate of sponsorship|cos|uan)\b"
    rf"{SAYS}(?P<it>(?=[A-Z0-9 /-]*\d{{3}})[A-Z]{{0,3}}[ /-]?\d[A-Z0-9]*(?:[ -]?[A-Z0-9]*\d[A-Z0-9]*)*)(?!\w)",
    re.IGNORECASE,
)
SHARE_CODE = re.compile(
    rf"\bshare code\b{SAYS}(?P<it>[A-Z0-9]{{3}}[ -]?[A-Z0-9]{{3}}[ -]?[A-Z0-9]{{3}})\b", re.IGNORECASE
)
RESIDENCE_CARD = re.compile(r"\b(?:Z[A-Z]|R[A-Z]|R\d)\s?\d{7}\b")

_PLATE = r"[A-HJ-PR-Y][A-HJ-PR-Y]\d{2}\s?[A-HJ-PR-Z]{3}"
PLATE = re.compile(rf"\b{_PLATE}\b")
PLATE_NAMED = re.compile(
    r"\b(?:registration(?: (?:no|number|mark|plate))?|reg(?:\.| no| number| plate)?|number plate|plates?|index|vrm|"
    r"car|van|vehicle|taxi|minicab|motorbike|lorry)\b[ :,(]*(?:is|was|with)?\s*(?:registration|reg|index|plate)?[ :.,(]*"
    rf"(?P<it>{_PLATE}|[A-HJ-NPR-TV-Y]\d{{1,3}}\s?[A-HJ-PR-Y][A-HJ-PR-Z]{{2}}|[A-HJ-PR-Z]{{3}}\s?\d{{1,3}}[A-HJ-NPR-TV-Y])\b",
    re.IGNORECASE,
)

SURE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PASSPORT, PASSPORT),
    (Kind.PASSPORT, MACHINE_READABLE),
    (Kind.NATIONAL_INSURANCE, INSURANCE),
    (Kind.NATIONAL_INSURANCE, INSURANCE_NAMED),
    (Kind.IMMIGRATION_REFERENCE, CASE_LETTER),
    (Kind.IMMIGRATION_REFERENCE, GLOBAL_WEB_FORM),
    (Kind.PERMIT, SHARE_CODE),
    (Kind.PERMIT, RESIDENCE_CARD),
    (Kind.VEHICLE, PLATE_NAMED),
)
UNSURE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PASSPORT, NINE_DIGITS),
    (Kind.IMMIGRATION_REFERENCE, PORT_REFERENCE),
    (Kind.IMMIGRATION_REFERENCE, SUPPORT_REFERENCE),
    (Kind.IMMIGRATION_REFERENCE, REGISTRATION_CARD),
    (Kind.VEHICLE, PLATE),
)


def find_numbers(text: str) -> Iterator[Found]:
    """Numbers by which an office knows a person."""
    for certain, patterns in ((True, SURE), (False, UNSURE)):
        for kind, pattern in patterns:
            yield from (_found(kind, match, certain) for match in pattern.finditer(text))
    yield from _immigration(text)
    yield from _permits(text)
    yield from _health(text)


def _found(kind: Kind, match: re.Match[str], certain: bool) -> Found:
    part = "it" if "it" in match.re.groupindex else 0
    return Found(kind, match.start(part), match.end(part), match[part].strip(), certain)


DAY_OR_YEAR = re.compile(r"^(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|(?:19|20)\d{2}(?:[/ -]+(?:19|20)?\d{2})?)$")


def _immigration(text: str) -> Iterator[Found]:
    """A reference after the name of an office; a date, a year or a span of years after it is none."""
    for match in IMMIGRATION.finditer(text):
        number = match["it"].strip()
        if not DAY_OR_YEAR.match(number) and sum(map(str.isdigit, number)) >= 6:
            yield _found(Kind.IMMIGRATION_REFERENCE, match, True)


def _permits(text: str) -> Iterator[Found]:
    for match in PERMIT_NAMED.finditer(text):
        number = match["it"].strip()
        if not DAY_OR_YEAR.match(number) and sum(map(str.isdigit, number)) >= 6:
            yield _found(Kind.PERMIT, match, True)


def _health(text: str) -> Iterator[Found]:
    """With its name beside it always; without, only where the check digit is right."""
    for match in HEALTH_NAMED.finditer(text):
        yield _found(Kind.NHS_NUMBER, match, True)
    for pattern, certain in ((HEALTH_SPACED, True), (HEALTH_PLAIN, False)):
        for match in pattern.finditer(text):
            if is_nhs_number(match[0]):
                yield _found(Kind.NHS_NUMBER, match, certain)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the check digit of the others, modulus 11."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[9] == (0 if rest == 11 else rest)
