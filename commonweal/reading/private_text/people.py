"""Where does a text say when a person was born, where a person lives, or what a person's status or origin is?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commonweal.reading.private_text.kinds import Found, Kind
from commonweal.reading.private_text.naming import find_names

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = rf"(?:\d{{1,2}}[/. -]\d{{1,2}}[/. -](?:19|20)?\d{{2}}|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?,? (?:19|20)?\d{{2}}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}})"
_BORN = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bbirth ?da(?:te|y)\b|\bborn\b)"
BORN_ON = re.compile(
    rf"{_BORN}\s*(?:is|was|on|of|as|:|-|–|=|\()*\s*(?:in [A-Z][a-z]+ )?(?:on )?(?P<it>{DAY})(?!\d)",
    re.IGNORECASE,
)
BORN_IN = re.compile(r"\b(?:born|b\.)\s*(?:in\s+)?(?P<it>(?:19|20)\d{2})\b", re.IGNORECASE)
BESIDE = re.compile(rf"^\s*[,;(\[–-]+\s*(?P<it>{DAY})\s*[)\],;.]", re.IGNORECASE)
BORN_BEFORE = re.compile(rf"(?P<it>{DAY})\s*\(?(?:{_BORN})", re.IGNORECASE)

_STREET = (
    r"(?:road|rd|street|st|avenue|ave|lane|close|gardens|grove|drive|way|terrace|court|crescent|place|walk|mews|"
    r"square|hill|park|rise|row|green|house|estate|tower|point|buildings)"
)
_NUMBER = r"\d{1,4}[a-z]?"
POSTCODE = r"(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})"
ADDRESS = re.compile(
    rf"\b(?P<it>(?:flat|room|unit)?\s?{_NUMBER},?\s(?:[\w'’.-]+,?\s){{1,5}}?{_STREET}\b\.?(?:,?\s[\w'’-]+){{0,4}}?,?\s{POSTCODE})\b",
    re.IGNORECASE,
)
NUMBERED_POSTCODE = re.compile(
    rf"\b(?P<it>(?:house|flat|no\.?|number|room)\s?{_NUMBER}[,;]?\s(?:[\w'’-]+,?\s){{0,4}}{POSTCODE})\b",
    re.IGNORECASE,
)
LIVES_AT = re.compile(
    r"\b(?:liv(?:es|ed|ing)|stay(?:s|ed|ing)|resid(?:es|ed|ing)|home address|sleeps|lodg(?:es|ing)|house(?:d)?|"
    rf"address)\b\s*(?:is|was|at|:|in|currently)*\s*(?P<it>(?:(?:flat|room|no\.?|number)\s?{_NUMBER},?\s)?{_NUMBER},?\s(?:[\w'’-]+\s){{1,4}}?{_STREET})\b",
    re.IGNORECASE,
)

_STATUS = (
    r"(?:visa )?over-?stayers?|illegal(?: (?:im)?migrants?| entrants?| aliens?| workers?|s\b)|"
    r"illegally (?:in|entered|working|resident|present|here)|(?:here|working|living|staying|residing) illegally|"
    r"(?:failed|refused|rejected|bogus|destitute) (?:asylum[- ]?seekers?|asylum (?:applicants?|claimants?|claims?)|refugees?)|"
    r"refused asylum|asylum (?:claim|application|appeal) (?:was |has been |had been |is )?(?:refused|rejected|dismissed|fails|failed|pending|withdrawn)|"
    r"overstay(?:ed|ing|s)?\b|no (?:valid |legal )?(?:leave to remain|right to (?:remain|work|be here)|immigration status|papers|visa)|"
    r"no recourse to public funds|nrpf|undocumented|sans[- ]papiers|without (?:papers|leave to remain|a visa|documents|status)|"
    r"(?:visa|leave(?: to remain)?) (?:has |had |was |is )?(?:expired?|run out|ran out|lapsed|curtailed|refused|revoked|runs out)|"
    r"(?:is|was|being|be) (?:to be )?(?:deported|removed from the (?:uk|country))|deportation order|removal directions|"
    r"absconde[dr]s?(?: from immigration)?|immigration (?:offenders?|absconders?|bail|status|detainees?)|"
    r"(?:has|have|had|granted|with|given|awaiting) (?:indefinite |discretionary |limited |exceptional )?(?:leave to remain|refugee status|settled status|humanitarian protection)|"
    r"(?:an )?asylum[- ]seekers?|(?:a )?refugees?|trafficked|smuggled in(?:to)?"
)
STATUS = re.compile(rf"(?<![\w-])(?:{_STATUS})(?![\w-])", re.IGNORECASE)
# Said of one person without a name: asked about. "Overstayers are dealt with by …" is about nobody.
ONE_PERSON = re.compile(
    r"\b(?:(?:he|she|who) (?:is|was|has been|may be|must be|could be|admitted being|has|had|says he is|says she is)|"
    r"(?:he|she)['’]s|(?:him|her|himself|herself) (?:as|to be|being)|"
    r"(?:his|her) (?:husband|wife|son|daughter|brother|sister|mother|father|cousin|visa|leave|asylum claim|asylum application|partner|friend|tenant|employee)"
    r"(?: (?:is|was|has been|has|had))?|"
    r"(?:my|our|the|this|that|their|a) (?:neighbour|tenant|man|woman|boy|girl|lodger|husband|wife|landlord|employee|worker|cleaner|waiter|cook|driver|nanny|owner|"
    r"shopkeeper|parishioner|pupil|student|patient|suspect|victim)(?: (?:who|is|was|has|had|at|from|in|next door|there|upstairs|downstairs|opposite|[\w’']+)){0,6})\s+"
    r"(?:(?:also|now|clearly|known|believed|said|thought|an?|the|to be|still|really|probably|already)\s+){0,4}$",
    re.IGNORECASE,
)
HARSH = re.compile(
    r"overstay|illegal|failed|refused|rejected|bogus|abscond|deport|removed|expire|no (?:valid |legal )?(?:leave|right|papers|visa)|without|nrpf|no recourse|undocumented",
    re.IGNORECASE,
)
SINGULAR_HARSH = re.compile(
    r"\b(?:an|this|that|one|the) (?:known |suspected |alleged |local )?(?P<it>(?:visa )?over-?stayer|illegal (?:im)?migrant|illegal entrant|"
    r"(?:failed|refused|rejected|bogus) asylum[- ]?seeker|immigration (?:offender|absconder)|absconder)\b|"
    r"\ba (?:known |suspected |alleged |local )?(?P<it2>visa over-?stayer|(?:failed|refused|rejected|bogus) asylum[- ]?seeker)\b",
    re.IGNORECASE,
)

_ORIGIN = (
    r"(?:Afghan|Albanian|Algerian|Angolan|Bangladeshi|Bolivian|Brazilian|Bulgarian|Chinese|Colombian|Congolese|Czech|Ecuadorian|"
    r"Egyptian|Eritrean|Ethiopian|Filipin[oa]|Gambian|Georgian|Ghanaian|Indian|Indonesian|Iranian|Iraqi|Irish|Ivorian|Jamaican|"
    r"Kenyan|Kosovan|Kurdish|Latvian|Lebanese|Libyan|Lithuanian|Malaysian|Moroccan|Nepalese|Nepali|Nigerian|Pakistani|Palestinian|"
    r"Polish|Portuguese|Romanian|Roma|Russian|Rwandan|Serbian|Sierra Leonean|Slovak|Somali|Sri Lankan|Sudanese|Syrian|Tamil|"
    r"Tanzanian|Thai|Turkish|Ugandan|Ukrainian|Vietnamese|Yemeni|Zimbabwean|"
    r"Muslim|Christian|Catholic|Hindu|Sikh|Jewish|Buddhist|Ahmadi|Shia|Sunni|Pentecostal|Orthodox)"
)
ORIGIN_AFTER = re.compile(
    rf"^,?\s*(?:\(|who is |is |was |, ?who is |aged \d\d,? )?(?:an? |\()?(?:devout |practising |young |elderly )?(?P<it>{_ORIGIN})"
    r"(?: (?:national|citizen|passport holder|man|woman|boy|girl|male|female|convert|by (?:birth|religion|nationality|origin)))?\s*(?:[,.;)]|$|by |who |and |national|citizen)"
)
ORIGIN_BEFORE = re.compile(
    rf"\b(?P<it>{_ORIGIN}) (?:national|citizen|man|woman|boy|girl|male|female|convert)s?,?\s(?:called |named |by the name of )?$"
)


def find_facts_of_people(text: str) -> Iterator[Found]:
    """Birth dates, homes, status and origin of a person."""
    names = find_names(text)
    yield from _births(text, names)
    yield from _homes(text, names)
    yield from _statuses(text, names)
    yield from _origins(text, names)


Span = tuple[int, int]


def _births(text: str, names: list[Span]) -> Iterator[Found]:
    for pattern in (BORN_ON, BORN_BEFORE):
        for match in pattern.finditer(text):
            yield _part(
                Kind.BIRTH_DATE,
                match,
                "it",
                _is_near(match.start(), names, 90) or "dob" in _letters(match[0]),
            )
    for match in BORN_IN.finditer(text):
        if _is_near(match.start(), names, 40):
            yield _part(Kind.BIRTH_DATE, match, "it", False)
    for _, end in names:
        beside = BESIDE.match(text[end : end + 40])
        if beside and _is_of_a_past_year(beside["it"]):
            yield Found(Kind.BIRTH_DATE, end + beside.start("it"), end + beside.end("it"), beside["it"], False)


# The last two figures of years in which the people of 2010 and later were born, and meetings were not yet noted.
PAST_YEARS = frozenset(range(30, 100))


def _is_of_a_past_year(day: str) -> bool:
    return int(re.sub(r"\D", " ", day).split()[-1][-2:]) in PAST_YEARS


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


def _is_near(place: int, names: list[Span], reach: int) -> bool:
    return any(start - reach <= place <= end + reach for start, end in names)


def _homes(text: str, names: list[Span]) -> Iterator[Found]:
    for match in ADDRESS.finditer(text):
        yield _part(Kind.HOME_ADDRESS, match, "it", _is_near(match.start("it"), names, 60))
    for match in NUMBERED_POSTCODE.finditer(text):
        yield _part(Kind.HOME_ADDRESS, match, "it", False)
    for match in LIVES_AT.finditer(text):
        yield _part(Kind.HOME_ADDRESS, match, "it", _is_near(match.start(), names, 60))


def _statuses(text: str, names: list[Span]) -> Iterator[Found]:
    for match in STATUS.finditer(text):
        sentence = _sentence_around(text, match.start(), match.end())
        inside = [name for name in names if sentence[0] <= name[0] and name[1] <= sentence[1]]
        if any(_is_said_of(text, name, match) for name in inside):
            yield Found(Kind.STATUS, match.start(), match.end(), match[0], True)
        elif ONE_PERSON.search(text[sentence[0] : match.start()]):
            yield Found(Kind.STATUS, match.start(), match.end(), match[0], False)
    for match in SINGULAR_HARSH.finditer(text):
        yield _part(Kind.STATUS, match, "it" if match["it"] else "it2", False)


GROUP = re.compile(r"(?:ers|ants|ees|ors|s)$", re.IGNORECASE)
LINKING = re.compile(
    r"^[,;]?\s*(?:\([^)]{0,40}\)\s*)?(?:who |whose |he |she |they |and |is |was |has been |may be |appears? to be |is known to be |"
    r"says (?:he|she) is |turns out to be |has |had |an? |the |now |clearly |known |believed |said |thought |to be |of |still |being |also |"
    r"asylum |['’]s |came |arrived |as |lives? |works? |his |her |were |are |both |aged \d+,? |admits |living |working |in |[\w’'-]+ ){0,7}$",
    re.IGNORECASE,
)


def _is_said_of(text: str, name: Span, status: re.Match[str]) -> bool:
    """Whether a phrase in the same sentence is about the named person, not about people in general."""
    is_group = bool(
        re.search(
            r"(?:seekers|stayers|migrants|entrants|workers|refugees|offenders|absconders)$",
            status[0],
            re.IGNORECASE,
        )
    )
    if name[1] <= status.start():
        between = text[name[1] : status.start()]
        close = len(between) <= 60 and bool(LINKING.match(between))
        return close and (not is_group or bool(re.search(r"\b(?:are|were)\b", between)))
    between = text[status.end() : name[0]]
    return (
        not is_group
        and len(between) <= 30
        and bool(re.fullmatch(r"[,:]?\s*(?:called|named|by the name of|is|was|\(|-|–)?\s*", between))
    )


def _sentence_around(text: str, start: int, end: int) -> Span:
    before = max(text.rfind(mark, 0, start) for mark in (". ", "\n", "? ", "! "))
    # "Mr. Khan" ends no sentence
    if before > 0 and re.search(r"\b(?:mr|mrs|ms|dr|st)$", text[:before], re.IGNORECASE):
        before = max(text.rfind(mark, 0, before) for mark in (". ", "\n", "? ", "! "))
    after = [place for mark in (". ", "\n", "? ", "! ") if (place := text.find(mark, end)) >= 0]
    return before + 1, min(after, default=len(text))


def _origins(text: str, names: list[Span]) -> Iterator[Found]:
    for start, end in names:
        if match := ORIGIN_AFTER.match(text[end : end + 70]):
            yield Found(Kind.ORIGIN, end + match.start("it"), end + match.end("it"), match["it"], False)
        if match := ORIGIN_BEFORE.search(text[max(0, start - 60) : start]):
            offset = max(0, start - 60)
            yield Found(Kind.ORIGIN, offset + match.start("it"), offset + match.end("it"), match["it"], False)


def _part(kind: Kind, match: re.Match[str], part: str, certain: bool) -> Found:
    return Found(kind, match.start(part), match.end(part), match[part].strip(), certain)
