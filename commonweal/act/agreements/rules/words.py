"""Which words does one choose from: parts, kinds, risks, categories of problems and where they came from?"""

from __future__ import annotations

PARTS = {"lead": "Leads", "party": "Takes part", "funder": "Pays"}
KINDS = {"secondment": "Secondment", "deployment": "Deployment"}
RISKS = {
    "cohesion": "Community cohesion",
    "reputation": "Reputation of the police",
    "distraction": "Distraction from other priorities",
    "other": "Something else",
}
LED = {"harm": "Led by harm", "volume": "Led by a number to be reached"}
CATEGORIES = {
    "use_of_force": "Force or restraint during a visit",
    "entry": "How premises were entered",
    "wrong_address": "Wrong address or wrong person sought",
    "children": "How children were treated",
    "language": "No interpreter where one was needed",
    "street_checks": "Checks in the street or at stations",
    "property": "Papers or belongings kept",
    "victims": "People who reported a crime and were treated as offenders",
    "information": "Nobody said why, or what comes next",
    "other": "Something else",
}
SOURCES = {
    "community": "Community organisations",
    "casework": "Advice and casework",
    "complaint": "Complaints to a body",
    "return": "Weekly returns of boroughs",
    "inspection": "Inspections and audits",
}
SCORES = {1: "1 – very low", 2: "2 – low", 3: "3 – medium", 4: "4 – high", 5: "5 – very high"}


def rating(likelihood: int, impact: int) -> tuple[str, str, str, str]:
    """How a risk looks as a tag (label, letter, shape, tone), from likelihood times impact."""
    product = likelihood * impact
    if product >= 15:
        return ("High", "H", "octagon", "bad")
    if product >= 8:
        return ("Medium", "M", "diamond", "warn")
    return ("Low", "L", "circle", "good")
