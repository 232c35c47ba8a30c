"""Why may a desk come first, and how much?"""

from __future__ import annotations

PRIORITY = {"first": "First", "raised": "Raised", "usual": "Usual"}
PRIORITY_BASIS = {
    "need": "Operational need",
    "growth": "Growth of the community",
}
