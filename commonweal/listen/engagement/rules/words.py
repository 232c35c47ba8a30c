"""With which words is an engagement, an issue or a relationship described?"""

from __future__ import annotations

from collections.abc import Iterable

KINDS = {
    "meeting": "Meeting",
    "event": "Event",
    "drop_in": "Drop-in",
    "visit": "Visit",
    "patrol": "Patrol",
    "online": "Online",
    "letter": "Letter or call",
    "survey": "Survey",
    "forum": "Consultative forum",
    "training": "Training or awareness day",
}
BANDS = {
    "unknown": "Not counted",
    "under_10": "Fewer than 10",
    "10": "10 to 49",
    "50": "50 to 199",
    "200": "200 to 999",
    "1000": "1,000 to 9,999",
    "10000": "10,000 or more",
}
THEMES = {
    "race": "Race or ethnicity",
    "faith": "Religion or faith",
    "world": "Events in another country",
    "arrivals": "New arrivals and long-standing residents",
    "generations": "Between generations",
    "disability": "Disability",
    "sexuality": "Sexual orientation or gender identity",
    "youth": "Young people",
    "asylum": "Asylum accommodation",
    "enforcement": "Immigration enforcement",
    "destitution": "Rough sleeping and destitution",
    "policing": "How the police act",
    "services": "Housing, work and services",
    "protest": "Protest or event",
    "violence": "Violence against women and girls",
    "crime": "Crime or anti-social behaviour",
    "other": "Something else",
}
CONTACT_BASIS = {
    "agreed": "The person agreed in writing",
    "agreed_aloud": "The person agreed in a conversation that was noted",
}
ENDED = {"withdrawn": "Consent withdrawn", "expired": "Consent ran out", "left": "Left the role"}
VERDICTS = {
    "right": "It was right",
    "partly": "Partly right",
    "wrong": "It was wrong",
    "unknown": "Nobody can say",
}
CHIS_WARNING = (
    "Members of a key individual network say what they see and are not sources. If anybody is asked to keep a relationship "
    "in order to obtain information covertly, part II of the Regulation of Investigatory Powers Act 2000 applies: the record "
    "does not belong here. Stop, and ask the covert standards unit."
)
DUTY = (
    "Section 96 of the Police Act 1996 asks for arrangements to obtain people’s views about policing; the regulations of 2010 "
    "ask for the views of people from diverse backgrounds, and of those who are seldom heard."
)


def band_of(people: int) -> str:
    """The band that a count falls into."""
    edges: Iterable[tuple[int, str]] = (
        (10_000, "10000"), (1_000, "1000"), (200, "200"), (50, "50"), (10, "10"),
    )  # fmt: skip
    return next((code for least, code in edges if people >= least), "under_10")
