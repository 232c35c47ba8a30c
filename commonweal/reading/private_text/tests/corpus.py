"""Sentences with something private in them and sentences without, made the same way every time.

The values are drawn at random (a NHS number has its right check digit, a name comes from many parts of the world); the
sentences around them are those in which people really write. None of them is known to the scanner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from commonweal.reading.private_text.tests.drawn import POSTCODES, Maker

BEFORE = [
    "",
    "",
    "Told us today: ",
    "Note from the drop-in. ",
    "We heard at the meeting that ",
    "URGENT - ",
    "fyi ",
    "Please see below.\n",
    "• ",
]
AFTER = [
    "",
    "",
    ".",
    ". Please call back.",
    " and wants an answer by Friday.",
    "\nThe family is worried.",
    " (see the file)",
    ", they said.",
]
Make = Callable[[Maker], str]
POSITIVES: dict[str, list[Make]] = {
    "passport": [
        lambda m: f"passport number {m.passport()}",
        lambda m: f"Passport no. {m.passport()}",
        lambda m: f"PASSPORT: {m.passport()}",
        lambda m: f"her passport ({m.passport()}) was kept by the landlord",
        lambda m: f"his passport is {m.passport()}",
        lambda m: f"the employer holds passport no {m.passport()}",
        lambda m: f"passport ref {m.passport()} expired",
        lambda m: f"P<GBR{m.letters(6)}<<{m.letters(5)}<<<<",
    ],
    "national_insurance": [
        lambda m: f"NI number {m.insurance()}",
        lambda m: f"NINO: {m.insurance()}",
        lambda m: f"national insurance no {m.insurance()}",
        lambda m: f"{m.name()} ({m.insurance()})",
        lambda m: f"gave {m.insurance()} to the agency",
    ],
    "nhs_number": [
        lambda m: f"NHS number {m.spaced_nhs()}",
        lambda m: f"NHS no: {m.nhs()}",
        lambda m: f"nhs num {m.nhs('469')}",
        lambda m: f"the surgery wrote {m.spaced_nhs()} on the form",
        lambda m: f"patient number {m.nhs()}",
        lambda m: f"the card says {m.nhs('46')}",
    ],
    "immigration_reference": [
        lambda m: f"Home Office reference {m.case()}",
        lambda m: f"Home Office ref: {m.case()}",
        lambda m: f"HO ref {m.case()}",
        lambda m: f"ho reference no {m.letters(1)}{m.digits(7)}",
        lambda m: f"ARC number {m.letters(3)}/{m.digits(6)}/{m.digits(1)}",
        lambda m: f"her ARC is {m.letters(3)} {m.digits(6)} {m.digits(1)}",
        lambda m: f"NASS ref {m.digits(2)}/{m.digits(2)}/{m.digits(5)}",
        lambda m: f"UKBA case number {m.case()}",
        lambda m: f"asylum case ID {m.digits(8)}",
        lambda m: f"CID {m.digits(8)}",
        lambda m: f"port reference {m.letters(3)}/{m.digits(7)}",
        lambda m: f"her application GWF{m.digits(9)} was paid for",
        lambda m: f"immigration reference number: {m.letters(1)}{m.digits(7)}",
        lambda m: f"the letter is headed {m.letters(3)}/{m.digits(7)}",
    ],
    "permit": [
        lambda m: f"BRP number {m.r.choice(['ZU', 'RX', 'ZX', 'RA'])}{m.digits(7)}",
        lambda m: f"biometric residence permit {m.r.choice(['ZU', 'RX'])}{m.digits(7)}",
        lambda m: f"visa number {m.digits(9)}",
        lambda m: f"visa vignette no. {m.digits(9)}",
        lambda m: f"the card {m.r.choice(['ZU', 'RX', 'RZ'])}{m.digits(7)} was photographed",
        lambda m: f"share code {m.letters(1, 'WSR')}{m.digits(2)} {m.digits(1)}{m.letters(2)} {m.digits(2)}{m.letters(1)}",
        lambda m: f"work permit {m.digits(8)}",
        lambda m: f"UAN {m.digits(4)}-{m.digits(4)}-{m.digits(4)}-{m.digits(4)}",
        lambda m: f"certificate of sponsorship C{m.digits(1)}G{m.digits(7)}",
    ],
    "phone": [
        lambda m: f"ring her on {m.mobile()}",
        lambda m: f"{m.somebody()} {m.mobile()}",
        lambda m: f"mob: {m.mobile()}",
        lambda m: f"text {m.mobile()} after six",
        lambda m: f"tel {m.landline()}",
        lambda m: f"his home number is {m.landline()}",
        lambda m: f"call {m.landline()} and ask for {m.titled()}",
    ],
    "email": [
        lambda m: f"write to {m.email()}",
        lambda m: f"{m.somebody()} <{m.email()}>",
        lambda m: f"e-mail: {m.email()}",
    ],
    "vehicle": [
        lambda m: f"a white van {m.plate()}",
        lambda m: f"car reg {m.plate()} outside the mosque",
        lambda m: f"registration {m.plate()}",
        lambda m: f"they came in {m.plate()}",
        lambda m: f"number plate {m.plate().lower()}",
        lambda m: f"vehicle index {m.letters(1, 'ABCDEFGHJKLMN')}{m.digits(1)[:1] or 1}{m.digits(2)} {m.letters(3, 'BCDFGHJKLMN')}",
    ],
    "birth_date": [
        lambda m: f"{m.somebody()}, born {m.born()}",
        lambda m: f"{m.somebody()} DOB {m.born()}",
        lambda m: f"{m.somebody()} (d.o.b. {m.born()})",
        lambda m: f"date of birth: {m.born()}",
        lambda m: f"{m.name()} was born on {m.born()}",
        lambda m: f"dob {m.born()}",
        lambda m: f"{m.name()} ({m.born()}) came with two children",
    ],
    "home_address": [
        lambda m: f"lives at {m.address()}",
        lambda m: f"{m.somebody()} of {m.address()}, {m.r.choice(POSTCODES)}",
        lambda m: f"staying at flat {m.r.randrange(1, 60)}, {m.address()}",
        lambda m: f"home address: {m.address()}, London {m.r.choice(POSTCODES)}",
        lambda m: f"the family at {m.address()}, Tottenham, {m.r.choice(POSTCODES)}",
    ],
    "status": [
        lambda m: f"{m.somebody()} is an overstayer",
        lambda m: f"{m.somebody()} is an illegal immigrant",
        lambda m: f"{m.somebody()}, a failed asylum seeker, told us so",
        lambda m: f"{m.somebody()} has no leave to remain",
        lambda m: f"{m.somebody()} overstayed a student visa",
        lambda m: f"{m.somebody()} is here illegally",
        lambda m: f"{m.somebody()}'s visa has expired",
        lambda m: f"{m.somebody()} was refused asylum last year",
        lambda m: f"{m.somebody()} is NRPF",
        lambda m: f"{m.somebody()} has indefinite leave to remain",
        lambda m: "my neighbour is working illegally",
        lambda m: "the man upstairs is a failed asylum seeker",
        lambda m: "he is an overstayer and she is undocumented",
        lambda m: "the waiter at the corner has no papers",
        lambda m: f"an illegal immigrant called {m.name()}",
        lambda m: f"{m.somebody()} is an asylum seeker",
    ],
    "origin": [
        lambda m: f"{m.name()}, a {m.r.choice(['Somali', 'Romanian', 'Polish', 'Turkish', 'Afghan'])} national",
        lambda m: f"{m.name()} is {m.r.choice(['Somali', 'Muslim', 'Kurdish', 'Roma', 'Hindu', 'Eritrean'])}.",
        lambda m: f"a {m.r.choice(['Somali', 'Nigerian', 'Chinese'])} man called {m.name()}",
        lambda m: f"{m.titled()}, who is {m.r.choice(['Catholic', 'Jewish', 'Muslim'])},",
    ],
}  # fmt: skip


def positives(each: int = 60, seed: int = 20100715) -> Iterator[tuple[str, str]]:
    """(kind, text): the same number of every kind."""
    maker = Maker(seed)
    for kind, makes in POSITIVES.items():
        for number in range(each):
            words = makes[number % len(makes)](maker)
            yield kind, maker.r.choice(BEFORE) + words + maker.r.choice(AFTER)


BOROUGHS = [
    "Haringey",
    "Brent",
    "Camden",
    "Islington",
    "Hackney",
    "Croydon",
    "Harrow",
    "Enfield",
    "Lambeth",
    "Southwark",
    "Newham",
    "Ealing",
]
BODIES = ["the Metropolitan Police Service", "the UK Border Agency", "the Mayor's Board for Refugee Integration", "Haringey Council",
          "the Housing Link Body", "the Refugee Council", "the Equality and Diversity Sub-committee", "GLA Diversity Team",
          "the Roma Support Group", "the Somali Interagency Taskforce", "London Councils", "the Home Office", "Kent Police",
          "the African Women's Welfare Group", "the Independent Custody Visitors", "the Communities Equalities and People Committee"]  # fmt: skip
GROUPS = ["asylum seekers", "refugees", "migrants", "new arrivals", "young people", "Roma families", "Somali residents", "overstayers",
          "undocumented migrants", "failed asylum seekers", "foreign national prisoners", "Polish workers", "women", "faith leaders",
          "unaccompanied children", "people with no recourse to public funds", "victims of trafficking", "illegal immigrants"]  # fmt: skip
POSTS = [
    "the desk officer",
    "the head of policy",
    "the borough commander",
    "the committee officer",
    "the outreach worker",
    "the chair",
]
TOPICS = [
    "stop and search",
    "hate crime",
    "the World Cup",
    "housing",
    "English classes",
    "the march",
    "rough sleeping",
    "trust in the police",
]


def _day(m: Maker, since: int = 2008, until: int = 2013) -> str:
    day = date(since, 1, 1) + timedelta(days=m.r.randrange((until - since) * 365))
    return m.r.choice([f"{day.day} {day:%B} {day.year}", f"{day.day}/{day.month:02}/{day.year}", f"{day.day} {day:%b} {day:%y}", day.isoformat(), f"{day:%A} {day.day} {day:%B}"])  # fmt: skip


def _c(m: Maker, of: list[str]) -> str:
    return m.r.choice(of)


NEGATIVES: list[Make] = [
    lambda m: f"{_c(m, BODIES)[:1].upper()}{_c(m, BODIES)[1:]} met {_c(m, BODIES)} on {_day(m)} about {_c(m, TOPICS)}.",
    lambda m: f"Report {m.r.randrange(1, 20)} of the {_day(m)} meeting of {_c(m, BODIES)}.",
    lambda m: f"The budget is £{m.r.randrange(1, 999)},{m.digits(3)},{m.digits(3)} for {m.r.randrange(2008, 2012)}/{m.r.randrange(10, 14)}.",
    lambda m: f"£{m.digits(6)} was spent, and £{m.digits(9)} is planned over {m.r.randrange(2, 9)} years.",
    lambda m: f"Grid reference TQ {m.digits(3)} {m.digits(3)}, near {_c(m, BOROUGHS)} town hall.",
    lambda m: f"The site is at TQ{m.digits(4)}{m.digits(4)}.",
    lambda m: "In an emergency call 999; to report a crime call 101, or Crimestoppers on 0800 555 111.",
    lambda m: f"Advice is free on 0808 2000 247 or 0300 123 {m.digits(4)}; Samaritans are on 116 123.",
    lambda m: f"Action {m.r.randrange(1, 9)}.{m.r.randrange(1, 9)}.{m.r.randrange(1, 9)} is led by {_c(m, BODIES)} and is due by {_day(m)}.",
    lambda m: f"See MPA/{m.r.randrange(8, 12):02}/{m.r.randrange(1, 130)}, appendix {m.letters(1)}, paragraph {m.r.randrange(1, 90)}.",
    lambda m: f"Reference MPS-{m.digits(4)}/{m.r.randrange(10, 13)} was closed on {_day(m)}.",
    lambda m: f"Crime report CRIS {m.digits(7)}/10 was linked to the incident, CAD {m.digits(4)} of {_day(m)}.",
    lambda m: f"{m.r.randrange(2, 99)} {_c(m, GROUPS)} came to the drop-in in {_c(m, BOROUGHS)} on {_day(m)}.",
    lambda m: f"{_c(m, GROUPS).capitalize()} told {_c(m, POSTS)} that they are worried about {_c(m, TOPICS)}.",
    lambda m: f"The duty covers {_c(m, GROUPS)} and {_c(m, GROUPS)} regardless of immigration status.",
    lambda m: f"{_c(m, BODIES)[:1].upper()}{_c(m, BODIES)[1:]} removed {m.r.randrange(10, 900)} overstayers in {m.r.randrange(2005, 2011)}.",
    lambda m: f"Enforcing the law on {_c(m, GROUPS)} is for {_c(m, BODIES)}, not for neighbourhood teams.",
    lambda m: "A refugee is a person whose claim was accepted; an asylum seeker waits for a decision.",
    lambda m: f"The Borders, Citizenship and Immigration Act {m.r.randrange(1996, 2010)}, section {m.r.randrange(1, 90)}, applies.",
    lambda m: f"Home Office Circular {m.r.randrange(1, 60)}/{m.r.randrange(2004, 2012)} was replaced on {_day(m)}.",
    lambda m: f"The Home Office consulted until {_day(m)} and had {m.r.randrange(100, 999)} replies.",
    lambda m: f"UKBA figures for 2008-2010 show {m.digits(2)},{m.digits(3)} applications.",
    lambda m: f"Write to info@example.org or enquiries@council.example.gov.uk before {_day(m)}.",
    lambda m: f"contact@partnership.example.org answers within {m.r.randrange(2, 10)} working days.",
    lambda m: "The office is in Empress State Building, Lillie Road, SW6 1TR.",
    lambda m: f"{_c(m, BOROUGHS)} has postcodes such as N{m.r.randrange(4, 22)} and E{m.r.randrange(1, 17)}.",
    lambda m: f"The A{m.digits(2)} and the M25 were closed from 10:30 to 14:45 on {_day(m)}.",
    lambda m: f"{m.r.randrange(10, 90)}.{m.r.randrange(0, 9)}% of {m.digits(2)},{m.digits(3)} residents, 95% interval {m.r.randrange(10, 40)}–{m.r.randrange(41, 90)}.",
    lambda m: f"Area code E0{m.digits(7)} ({_c(m, BOROUGHS)}) has {m.r.randrange(5, 25)} wards.",
    lambda m: f"Registered charity number {m.digits(7)}, company number {m.digits(8)}.",
    lambda m: f"The group was born in 200{m.r.randrange(1, 9)} of a shared worry about {_c(m, TOPICS)}.",
    lambda m: f"{_c(m, BOROUGHS)} Council and {_c(m, BODIES)} agreed on {_day(m)} to share {_c(m, GROUPS)} figures.",
    lambda m: f"The {_c(m, ['Somali', 'Turkish', 'Kurdish', 'Tamil', 'Polish', 'Muslim', 'Roma'])} community in {_c(m, BOROUGHS)} holds its festival on {_day(m)}.",
    lambda m: f"Visa rules for students change on {_day(m)}; {_c(m, POSTS)} will explain them.",
    lambda m: f"Passport checks at the airport took {m.r.randrange(20, 90)} minutes in {m.r.randrange(2008, 2012)}.",
    lambda m: f"The NHS in {_c(m, BOROUGHS)} saw {m.digits(2)},{m.digits(3)} people in {m.r.randrange(2008, 2012)}.",
    lambda m: f"{m.r.choice(['National insurance', 'Housing benefit'])} registrations rose from {m.digits(1)},{m.digits(3)} to {m.digits(2)},{m.digits(3)}.",
    lambda m: f"A van and {m.r.randrange(2, 9)} officers were at the march; {m.r.randrange(200, 900)} people came.",
    lambda m: f"Recommendation {m.r.randrange(1, 72)} of the {m.r.randrange(1999, 2010)} inquiry: {_c(m, BODIES)} should report by {_day(m)}.",
    lambda m: f"Item {m.r.randrange(1, 12)}, Thursday 22 July 2010, 10.00 to 12.30, room {m.r.randrange(1, 9)}.{m.r.randrange(10, 40)}.",
    lambda m: f"Tel: 101 (police), 111 (health), 0800 {m.digits(3)} {m.digits(3)} (helpline).",
    lambda m: f"Rumours of immigration enforcement visits in {_c(m, BOROUGHS)} keep {_c(m, GROUPS)} from reporting {_c(m, TOPICS)}.",
    lambda m: f"ISBN 978-1-84987-{m.digits(3)}-{m.digits(1)}; HC {m.r.randrange(100, 999)}-I; Cm {m.digits(4)}.",
    lambda m: f"Week {m.r.randrange(1, 52)}: {m.r.randrange(0, 30)} returns, {m.r.randrange(0, 5)} nil, {m.r.randrange(0, 5)} late. Level {m.r.randrange(0, 5)} of 5.",
    lambda m: f"{_c(m, POSTS)[:1].upper()}{_c(m, POSTS)[1:]} of {_c(m, BODIES)} chaired; apologies came from {_c(m, POSTS)} of {_c(m, BODIES)}.",
    lambda m: f"Deportation and removal are decided by {_c(m, BODIES)}; the police may be asked to assist.",
    lambda m: f"Councillor surgeries are at {_c(m, BOROUGHS)} Civic Centre, High Road, every Monday.",
    lambda m: f"The population is {m.digits(3)},{m.digits(3)}; {m.digits(2)},{m.digits(3)} were born in {_c(m, ['Poland', 'Romania', 'Somalia', 'India'])}.",
    lambda m: f"Order 2010/{m.digits(4)} comes into force on {_day(m)} under s{m.r.randrange(1, 96)}({m.r.randrange(1, 9)}).",
    lambda m: f"Version {m.r.randrange(1, 9)}.{m.r.randrange(0, 20)}, hash {''.join(m.r.choices('0123456789abcdef', k=12))}, file {m.r.randrange(100, 999)} kB.",
]  # fmt: skip


def negatives(number: int = 2400, seed: int = 726) -> Iterator[str]:
    maker = Maker(seed)
    for n in range(number):
        first = NEGATIVES[n % len(NEGATIVES)](maker)
        second = NEGATIVES[maker.r.randrange(len(NEGATIVES))](maker) if maker.r.random() < 0.3 else ""
        yield f"{first} {second}".strip()
