"""What exactly is put in force, as one text that never changes again?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonweal.assess.guidance.models import GuidanceVersion
from commonweal.ground.audit.freezing import canonical, content_hash


def content_of(version: GuidanceVersion, *, at: datetime) -> dict[str, Any]:
    """The document as it stands on the day, the words of the version, and why it was written."""
    document = version.document
    return {
        "title": document.title,
        "kind": document.kind,
        "owner": str(document.owner),
        "owner_role": document.owner_role,
        "tier": document.tier,
        "areas": sorted(document.areas.values_list("code", flat=True)),
        "communities": sorted(document.communities.values_list("name", flat=True)),
        "number": version.number,
        "summary": version.summary,
        "text": version.text,
        "signposts": version.signposts,
        "author": version.author,
        "consented_on": version.consented_on.isoformat() if version.consented_on else None,
        "agreed_tier": version.agreed_tier,
        "why": [
            {"kind": o.kind, "name": o.name, "said": o.said, "happened_on": o.happened_on.isoformat()}
            for o in version.occasions.order_by("happened_on", "pk")
        ],
        "approved_at": at.isoformat(),
    }


def frozen(version: GuidanceVersion, *, at: datetime) -> tuple[str, str]:
    """The one text, and its hash."""
    text = canonical(content_of(version, at=at))
    return text, content_hash(text)


def hash_of_words(version: GuidanceVersion) -> str:
    """Which wording somebody read: the same words have the same hash, whatever stands around them."""
    return content_hash(canonical({"text": version.text, "signposts": version.signposts}))
