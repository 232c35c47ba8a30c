"""Is this the name of a body or of a person, and what are its initials?"""

from __future__ import annotations

import re

_BODY_NOUNS = frozenset(
    """
    team teams council councils service services agency agencies board boards society trust forum
    group groups partnership partnerships police authority authorities committee office commission
    department directorate unit association federation union unions network charity foundation
    project organisation organisations bodies body institute college university school schools
    hospital centre church mosque company panel partners members parliament ministry international
    consortium alliance cooperative
    """.split()  # noqa: SIM905 — read as words, not as a column
)
_SMALL = frozenset(
    """
    of the and for in on to with a an at by from & -
    """.split()  # noqa: SIM905 — read as words, not as a column
)
_OFFICE = re.compile(
    r"(?:(?:deputy|assistant|acting|interim|lead|chief|senior) )*(?:mayor|chair(?:man|woman|person)?|director|commissioner|"
    r"chief executive|leader|councillor|cllr|member|minister|secretary of state|superintendent|inspector|constable|"
    r"officer|manager|head|chief constable|commander)(?: (?:of|for) [\w ,&-]{2,60})?",
    re.IGNORECASE,
)
_PERSON_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|cllr|councillor|dcc|acc|ac|dac|rev|revd|prof|professor|"
    r"pc|ps|dc|ds|di|dci|supt|commander|superintendent|inspector|sergeant)\.? "
    r"(?:[A-Z][a-z’'-]+|[A-Z]\.?)(?: [A-Z][A-Za-z’'-]+){0,3}(?:,.*|\(.*)?$",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)?(?: [A-Z]\.?)? [A-Z][A-Za-z’'-]+$")
_BRACKETED = re.compile(r"(?P<outer>[^()]{2,80}?)\s*\((?P<inner>[^()]{2,60})\)\s*$")
_FORENAMES = frozenset(
    """
    adam ahmed alan alex ali alice amina andrew angela ann anna anne anthony barbara ben brian carol
    caroline catherine charles chris christine christopher claire clare colin daniel david deborah
    diane edward elizabeth emma fatima fiona frances gareth gary geoff george graham hannah harry
    hassan helen henry ian ibrahim jack jacqueline james jane janet jason jennifer jenny jeremy jim
    joan joanna john jonathan joseph julia julie karen kate katherine keith kevin kit laura linda
    lisa louise lucy margaret maria mark martin mary matthew michael michelle mohammed nicholas nick
    nicola oliver olivia pamela patricia patrick paul pauline peter philip rachel rebecca richard
    robert roger ruth sally samuel sandra sarah sharon simon sophie stephen steve stuart susan
    teresa thomas tim tom tony tracey victoria william yasmin
    """.split()  # noqa: SIM905 — read as words, not as a column
)

_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*|&")


def words_of(name: str) -> list[str]:
    """The words of a name, in order."""
    return _WORD.findall(name)


def body_like(text: str) -> bool:
    """Whether the words are put like the name of a body: capitals on all but small words, and a noun for bodies, or
    initials alone."""
    stripped = text.strip()
    words = words_of(re.sub(r"\(.*?\)", "", stripped))
    if not words or len(words) > 10 or stripped[-1] in ".;:!?":
        return False
    if len(words) == 1:
        if words[0].lower() in _BODY_NOUNS:
            return words[0][0].isupper()
        return words[0].rstrip("s").isupper() and 2 <= len(words[0]) <= 8
    capitals = all(word[0].isupper() or word[0].isdigit() for word in words if word.lower() not in _SMALL)
    return capitals and any(word.lower().strip("’'") in _BODY_NOUNS for word in words)


def office_held(name: str) -> str:
    """The office named together with the person who holds it ("Mayor (A Name)" gives "Mayor"); "" where it is none."""
    found = _BRACKETED.match(name)
    if found and _is_person(found.group("inner")) and _OFFICE.fullmatch(found.group("outer").strip()):
        return found.group("outer").strip()
    if found and _is_person(found.group("outer")) and _OFFICE.fullmatch(found.group("inner").strip()):
        return found.group("inner").strip()
    person, comma, office = name.partition(",")
    if comma and _is_person(person.strip()) and _OFFICE.fullmatch(office.strip()):
        return office.strip()
    return ""


def _is_person(text: str) -> bool:
    words = [word.lower() for word in words_of(text)]
    if any(word in _BODY_NOUNS for word in words):
        return False
    return bool(_TWO_NAMES.match(text) or _PERSON_TITLE.match(text))


def is_person(name: str) -> bool:
    """Whether an entry among partners names a person: by office, by title, or by a common forename and a surname."""
    words = words_of(name)
    if not words or (any(word.lower() in _BODY_NOUNS for word in words) and not office_held(name)):
        return False
    if office_held(name) or _PERSON_TITLE.match(name):
        return True
    return bool(_TWO_NAMES.match(name)) and words[0].lower() in _FORENAMES


def initials(name: str) -> set[str]:
    """The initials by which a name may be known, with and without its small words."""
    words = [word for part in words_of(name) for word in part.replace("-", " ").split() if word != "&"]
    great = [word for word in words if word.lower() not in _SMALL]
    return {"".join(word[0] for word in group).upper() for group in (words, great) if len(group) >= 2}
