"""What kinds of operation are there, what makes an assessment worth asking for, and how is one marked?"""

from __future__ import annotations

KINDS = {
    "planned": "Planned operation",
    "spontaneous": "Spontaneous incident",
    "critical": "Critical incident",
    "event": "Event",
    "executive": "Executive action",
    "release": "High-profile release",
    "joint": "Joint operation",
    "policy": "Policy",
}
# Kinds that cannot be planned for: their first assessment is due soon after they began.
UNPLANNED = frozenset({"spontaneous", "critical"})
TRIGGERS = {
    "critical_incident": "A critical incident, declared or possible",
    "serious_violence": "A homicide or serious violence",
    "hate_crime": "A hate crime",
    "after_contact": "A death or serious injury after police contact",
    "firearms": "A firearms or counter-terrorism operation, or warrants",
    "enforcement": "Enforcement with another body, or a joint operation",
    "large_event": "A large or contentious event or protest",
    "stop_search": "A surge of stop and search",
    "use_of_force": "A use of force that many people have seen",
    "feast": "A feast day or a national event",
    "accommodation": "Accommodation of newcomers that opens or closes",
    "trial": "A trial, a verdict or a release that many follow",
    "missing_child": "A missing child",
    "overseas": "An event overseas",
    "misconduct": "A case of police misconduct",
    "anniversary": "An anniversary",
}
SENSITIVITY = {
    "open": "Not protectively marked",
    "protect": "Protect",
    "restricted": "Restricted",
    "confidential": "Confidential",
}
