"""Which lines of a paper's head carry a label, and which field does each fill?"""

from __future__ import annotations

import re

from commonweal.reading.lines.block import Block

BODY_END = (
    r"(?:sub-?committees?|committees?|authority|board|panel|cabinet|councils?|forum|executive|commission"
    r"|overview and scrutiny|full council|assembly)"
)
_FIELDS = (
    ("number", r"report(?: (?:no|number|ref(?:erence)?))?\.?|paper(?: (?:no|number))?\.?|agenda item(?: (?:no|number))?\.?"
               r"|item(?: (?:no|number))?\.?|enclosure"
               r"|(?:decision )?ref(?:erence)?(?: (?:no|number))?\.?"),
    ("meeting_on", r"(?:meeting )?date(?: of (?:the )?(?:meeting|committee))?|date and time|meeting held on"),
    ("by", r"by|report (?:of|by|from|authorised by)(?: the)?|from|presented by|submitted by|author|report author(?:s|\(s\))?|lead officer"),
    ("title", r"subject|title|report title|title of (?:the )?report|re|heading"),
    ("body", r"to|report (?:to|for)|committee|meeting|body|board|name of (?:committee|meeting)|decision maker|meeting of|for"),
    ("contacts", r"contact(?: officers?| details| name| person)?(?:\(s\))?|for further information contact|telephone|tel"
                 r"|e-?mail|contact tel(?:ephone)?"),
    ("details", r"classification|(?:decision|report) type|type of decision|wards?(?:\(s\))?(?: affected)?|venue|time|place|status|purpose of item|key decision|"
                r"portfolio(?: holder)?|cabinet member|relevant portfolio holder|exempt|open|part|directorate|"
                r"responsible (?:officer|director)|forward plan(?: ref(?:erence)?)?|version|annexes|protective marking"),
)  # fmt: skip
_LABEL = re.compile(
    "(?:"
    + "|".join(f"(?P<{field}>{shape})" for field, shape in _FIELDS)
    + r")(?:\s*:\s*|\s{2,}|\s+[–—-]\s+)(?P<value>.*)$",
    re.IGNORECASE,
)
_BARE = (
    ("number", re.compile(r"(?:report|agenda item|item|paper)(?: no\.?| number)? (?P<value>\d{1,3}[a-z]?)$", re.I)),
    ("number", re.compile(r".{0,60}decision(?: form)?\s*[–—-]\s*(?P<value>[A-Z]{1,4} ?\d{2,6})$", re.IGNORECASE)),
    ("by", re.compile(r"(?:joint )?report (?:of|by|from) (?:the )?(?P<value>[A-Z].{2,120})$", re.IGNORECASE)),
    ("body", re.compile(rf"report to (?:the )?(?P<value>.{{2,110}}{BODY_END})$", re.IGNORECASE)),
)  # fmt: skip


def head_label(block: Block) -> tuple[str, str] | None:
    """The field of a paper that the block fills and the value behind the label ("" where it stands on the next line)."""
    if block.mark is not None or len(block.text) > 300:
        return None
    if found := _LABEL.match(block.wide):
        field = next(name for name, _ in _FIELDS if found.group(name))
        return field, " ".join(found.group("value").split())
    for field, shape in _BARE:
        if found := shape.match(block.text):
            return field, found.group("value").strip()
    return None
