"""Which lines belong to the web page or the printed sheet around a document, and which warn that it is archived?"""

from __future__ import annotations

import re

_FURNITURE = frozenset(
    """you are in
    contents
    send an e-mail linking to this page
    send an email linking to this page
    e-mail this page
    email this page
    print this page
    printable version
    feedback
    back to top
    top of page
    skip to content
    skip to main content
    site map
    share this page
    not protectively marked
    page intentionally left blank""".replace("    ", "").split("\n")
)
_PAGE = re.compile(
    r"(?:page\s+)?\d{1,4}\s+of\s+\d{1,4}|page\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]", re.IGNORECASE
)
_WARNING = re.compile(
    r"warning:|this is archived|archived (?:material|content)|this page (?:has been|is) archived"
    r"|see the [\w’' -]{1,60} (?:website|site) for (?:further|more|current) information",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether a line only counts the pages ("Page 3 of 9", "- 3 -")."""
    return len(text) <= 20 and bool(_PAGE.fullmatch(text))


def is_furniture(text: str) -> bool:
    """Whether a line is a fixed phrase of the page around the document, as "Feedback" or "You are in:"."""
    return len(text) <= 60 and (_is_phrase(text) or is_page_number(text))


def _is_phrase(text: str) -> bool:
    lowered = text.rstrip(" :").lower()
    return lowered in _FURNITURE or lowered.startswith("you are in:")


def is_warning(text: str) -> bool:
    """Whether a line warns that the page is archived or points to the successor's site."""
    return bool(_WARNING.match(text))
