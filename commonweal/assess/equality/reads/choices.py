"""Which parts may be kept from the public?"""

from commonweal.assess.equality.rules.content import redaction_choices

__all__ = ["redaction_choices"]
