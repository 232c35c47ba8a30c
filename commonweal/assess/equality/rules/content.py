"""In which parts is a signed assessment read, and which words say what the public is not shown?"""

from __future__ import annotations

KIND = "commonweal equality assessment, first form"
PART_WORDS = {
    "aim": "What it is for and who is affected",
    "evidence": "Evidence",
    "engagement": "Who was consulted and what they said",
    "grid": "Effects on people",
    "outcome": "Outcome",
    "actions": "Action plan",
    "monitoring": "Monitoring and review",
    "sign_off": "Sign-off",
}
# A reader has to be able to tell who answers for it and when it was signed.
NEVER_REDACTED = frozenset({"outcome", "sign_off"})


def redaction_choices() -> list[tuple[str, str]]:
    return [(code, words) for code, words in PART_WORDS.items() if code not in NEVER_REDACTED]
