"""Where in a text does the name of a person stand? Capitals and titles decide; no list of people is needed."""

from __future__ import annotations

import re

_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŻŽŠČĆŐĞİ][\w’'À-ɏ]*(?:-[A-ZÀ-Þ][\w’']*)?"
_SMALL = r"(?:al|el|bin|bint|ibn|van|de|da|dos|der|den|von|ul|ur|abu|del|la|le|O['’])"
NAME = re.compile(rf"\b{_WORD}(?:[ \t]+(?:{_SMALL}[ \t-]+)?{_WORD}){{1,3}}")
TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mister|Master|Sheikh|Imam|Haji|Hajji|Father|Brother|Sister|Auntie|Uncle)\b\.?\s+{_WORD}(?:\s+{_WORD})?"
)
# A capitalised row that holds one of these is a body, a place, a post, a day or a document.
NO_PERSON = frozenset(
    """
    police service services authority office officer officers council committee board borough boroughs team unit command
    group groups forum agency association society network partnership panel commission commissioner department ministry
    home government parliament assembly mayor london england wales scotland ireland britain british united kingdom kent
    road street lane avenue close gardens grove drive way terrace court crescent place walk mews square hill park rise
    row green house estate tower station school college university church mosque temple gurdwara synagogue centre center
    hall hospital library market bridge street town city county borough ward region area north south east west central
    greater upper lower new january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday act bill regulations order paper report appendix section paragraph
    annex schedule table figure chapter part action task outcome objective recommendation plan programme project strategy
    policy framework review assessment inquiry scheme fund grant standard standards code circular guidance operation
    community communities people persons women men youth children young asylum refugee refugees migrant migrants border
    immigration enforcement equality diversity human rights race hate crime crimes crown prosecution director chief deputy
    assistant constable sergeant inspector superintendent commander chair chairman secretary head manager coordinator lead
    member members minister councillor cllr clerk treasurer minutes agenda item meeting state national metropolitan
    international european africa african asia asian eastern middle america american pacific the a an of and for in on at
    this that these those there their they we our he she his her its it is was are were has have had who what when where
    why how all any some no yes not one two three four five six many most several each every both date week christmas
    easter eid ramadan diwali new year world cup olympic olympics games festival carnival day night week weekend training
    information exchange trust foundation charity federation union institute interagency taskforce desk empress building
    transport justice health education housing benefit benefits social local public private voluntary independent custody
    visitor visitors notes note reference purpose dear please thank thanks yours sincerely regards subject re from to by
    as if but or so then after before during since until while because although however also only just last first second
    next other another such same see said says told asked reported following further no title name number nothing
    enterprise limited ltd plc llp restaurant cafe shop stores supermarket hotel airport heathrow gatwick stansted embassy
    consulate high commission bank post link body links bodies support welfare advice neighbourhood safer victim victims
    witness witnesses domestic violence key individual contact contacts source sources item items return returns level
    status tension tensions early warning alert alerts islamic muslim christian jewish sikh hindu catholic orthodox
    """.split()  # noqa: SIM905 - a list of words is read as words
)
MONTH_OR_DAY_FIRST = re.compile(r"^(?:I|In|On|At|By|For|To|From|With|Our|My|If|As|It)$")


def find_names(text: str) -> list[tuple[int, int]]:
    """Spans of what reads as a person's name: two to four capitalised words, or a title and a word."""
    spans = [(match.start(), match.end()) for match in TITLED.finditer(text)]
    for match in NAME.finditer(text):
        spans.extend(_without_first_words(match))
    return sorted(set(spans))


def _without_first_words(match: re.Match[str]) -> list[tuple[int, int]]:
    """A sentence begins with a capital of its own ("Yesterday Amina Hassan"): small words in front are no name."""
    words = [
        (w.start() + match.start(), w.end() + match.start(), w[0]) for w in re.finditer(r"\S+", match[0])
    ]
    while words and _is_no_part(words[0][2]):
        words.pop(0)
    kept: list[tuple[int, int, str]] = []
    for word in words:
        if _is_no_part(word[2]):
            break
        kept.append(word)
    # "Haringey Police": what is followed by a body's word is a body
    if len(kept) < 2 or len(kept) < len(words):
        return []
    if all(word.isupper() and len(word) <= 5 for _, _, word in kept):
        return []
    return [(kept[0][0], kept[-1][1])]


def _is_no_part(word: str) -> bool:
    plain = re.sub(r"['’]s$", "", word).lower().strip("'’.,")
    return plain in NO_PERSON or bool(MONTH_OR_DAY_FIRST.match(word))
