"""Does this block look like a heading, and which well-known part of a committee paper does it open?"""

from __future__ import annotations

import re

from commonweal.reading.lines.block import Block

_PARTS = (
    ("summary", r"(?:executive |report )?summary|purpose|purpose of (?:the |this )?(?:report|paper)"
                r"|(?:executive )?summary and purpose|synopsis"),
    ("recommendations", r"recommendations?|recommended|recommended decisions?|recommendations? to \w[\w ]{0,40}"
                        r"|decisions? (?:required|requested|sought)|(?:officer|proposed) recommendations?"
                        r"|actions? (?:required|requested) (?:of|by) (?:members|the committee)|(?:proposed )?decisions?"),
    ("background_papers", r"(?:list of )?background(?:(?:/| and | or )supporting)? (?:papers|documents|reports)"
                          r"(?: used in .{0,60})?"),
    ("contacts", r"contacts?|contact (?:details|officers?|information|points?|persons?)|report authors?|authors?"
                 r"|(?:for )?further information(?: and contacts?)?"),
    ("abbreviations", r"(?:list of |table of )?(?:abbreviations|acronyms)(?: used)?|glossary(?: of terms)?"
                      r"|(?:glossary|list) of (?:abbreviations|acronyms)"),
    ("appendices", r"appendices|annexes|attachments|supporting (?:material|documents)|list of appendices"
                   r"|appendices and supporting (?:papers|material|documents)"),
)  # fmt: skip
_PART = tuple((part, re.compile(shape, re.IGNORECASE)) for part, shape in _PARTS)
_GENERAL = re.compile(
    r"(?:introduction|background|context|supporting information|main report|detail(?:s|ed report)?|report|discussion"
    r"|current position|key issues|considerations?|proposals?|options?(?: considered| appraisal)?|findings|"
    r"headline findings|conclusions?|next steps|consultation|(?:[\w, &/'’()-]{1,80} )?(?:implications|impact|"
    r"considerations|assessment)|risk(?: management)?|equalit(?:y|ies)(?: and diversity)?(?: impact)?|timetable|"
    r"reasons? for (?:the )?(?:recommendations?|decision|report|urgency)|issues|performance|progress|monitoring|(?:foot|end)?notes|references"
    r"|(?:wards?|electoral divisions?)(?: and members?)? affected|originating officer [\w ]{3,40})",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:appendix|annexe?|schedule)\s+(?P<number>\d{1,2}[a-z]?|[a-z]|[ivx]{2,4}|one|two|three|four|five|six)\b"
    r"(?P<stop>\s*[:.–—-])?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\(s\)|/s\b", re.IGNORECASE)
_INNER_END = re.compile(r"[a-z)]{2}[.;!] +[A-Z]")


def heading_like(text: str, words: int = 15) -> bool:
    """Whether words standing alone can be a heading: short, begun with a capital, not ended like a sentence."""
    if not text or len(text) > 130 or " | " in text or len(text.split()) > words or text[-1] in ".,;:":
        return False
    if text[0] in "([" or "@" in text or "www." in text or "http" in text or _INNER_END.search(text):
        return False
    first = text.lstrip("'\"‘“([")[:1]
    return first.isupper() or (first.isdigit() and any(letter.isalpha() for letter in text))


def marked_heading(block: Block) -> bool:
    """Whether the format or capitals say that the block is a heading."""
    if block.heading:
        return True
    if len(block.content) > 130:
        return False
    capitals = block.content.isupper() and sum(letter.isalpha() for letter in block.content) >= 4
    return heading_like(block.content, 25) and (block.bold or capitals)


def part_of(text: str) -> str:
    """The well-known part that a heading opens ("summary", "contacts" …), "general" or ""."""
    heading = _PLURAL.sub("s", text.rstrip(" :–—-").strip())
    if len(heading) > 110:
        return ""
    bare = re.sub(r"\s*\(.{0,40}\)$", "", heading)
    for part, shape in _PART:
        if shape.fullmatch(bare) or shape.fullmatch(heading):
            return part
    return "general" if _GENERAL.fullmatch(bare) else ""


def appendix_of(block: Block) -> tuple[str, str] | None:
    """Number and heading of the appendix that the block opens; None where it opens none."""
    if block.mark is not None:
        return None
    found = _APPENDIX.match(block.text) if len(block.text) < 200 else None
    if not found:
        return None
    number, stop, rest = found.group("number"), found.group("stop"), found.group("rest").strip()
    if rest and not (stop and rest[:1].isupper()) and not (heading_like(rest) and not stop):
        return None
    return number, rest
