"""What is the reader not sure of, in which line, and what would it do about it?"""

from __future__ import annotations

from commonweal.reading.doubts.finding import find_doubts
from commonweal.reading.doubts.kinds import DOUBT_KINDS

__all__ = ["DOUBT_KINDS", "find_doubts"]
