"""What in this text would make a record about a person, and what should be written instead?"""

from __future__ import annotations

from commonweal.reading.private_text.finding import find_private
from commonweal.reading.private_text.kinds import Found, Kind

__all__ = ["Found", "Kind", "find_private"]
