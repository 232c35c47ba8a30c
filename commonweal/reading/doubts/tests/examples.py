"""What is the smallest document that raises each kind of doubt?

Rows with strokes between their cells are rows of a table; a blank line begins another table.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from commonweal.reading.text import document_from_text
from commonweal.reading.values import Document, Line

_PAPER = """\
Report: 4
Date: 3 May 2009
A. Recommendation
That lamps be lit.
B. Supporting information
"""

EXAMPLES: dict[str, str] = {
    "lead_unmarked": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Partners: Door Trust; Lock Council
""",
    "partners_under_wrong_heading": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Outcome
The door is open.
Door Trust/Lock Council
""",
    "names_split": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Lead: Door Trust
Partners: Door Trust, the smiths and the bakers
""",
    "tasks_without_heading": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
1. Buy a lock.
2. Cut two keys.
Lead: Door Trust
""",
    "action_missing": """\
Objective: Nobody is turned away.
Key tasks
1. Buy a lock.
Action 1: Keep the door open.
Lead: Door Trust
""",
    "numbering_gap": _PAPER + "1. Lamps are lit at dusk.\n3. They burn until dawn.\n",
    "numbering_repeated": _PAPER + "1. Lamps are lit at dusk.\n2. They burn.\n2. They go out.\n",
    "reference_out_of_place": """\
Objective: Nobody is turned away.
Action 7.1: Keep the door open.
Lead: Door Trust
Action 6.2: Keep the light on.
Lead: Door Trust
Action 7.3: Keep the kettle warm.
Lead: Door Trust
""",
    "reference_repeated": """\
Objective: Nobody is turned away.
Action 7.1: Keep the door open.
Lead: Door Trust
Action 7.1: Keep the light on.
Lead: Door Trust
""",
    "nesting_flattened": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Lead: Door Trust
Key tasks
1. Ask:
1. the baker
2. the smith
2. Listen.
""",
    "list_run_together": _PAPER + "1. Lamps:\n- The first is lit. - The second is not.\n",
    "person_among_organisations": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Lead: Door Trust
Partners: Door Trust; Mayor (Kim Alder)
""",
    "probable_misprint": _PAPER + "1. They lit the the lamp.\n",
    "unclosed_mark": _PAPER + "1. We met Lux (a charity that lends lamps. They agreed.\n",
    "names_may_be_one_body": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Lead: Door Trust
Partners: Door Trust; National Lock Association; NLA
""",
    "conditional_resource": """\
Objective: Nobody is turned away.
Action 1: Keep the door open.
Lead: Door Trust
Resources: Lamp fund (subject to approval)
""",
    "letters_without_list": _PAPER + "1. Lit by:\n- wardens\n- neighbours\n2. See a) and b) above.\n",
    "facts_disagree": "Report 5 of the 1 May 2009 meeting of the Lamp Committee, and says where lamps are lit.\n"
    "Lamps\nReport: 6\nDate: 1 May 2009\n",
    "date_unread": "Report: 6\nDate: when the moon is full\nSummary\nLamps.\n",
    "unknown_column": "Action | By whom | Moon\nMend the rail | Harbour Trust | new\n",
    "several_headers": "Action | Lead | Outcome | Expected outcome\nMend the rail | Harbour Trust | Nobody falls | People stay\n",
    "table_without_heads": "Action | By whom\nMend the rail | Harbour Trust\n\nPaint the steps | Harbour Trust\n",
    "row_without_action": "Action | By whom | By when\n | | May 2012\nMend the rail | Harbour Trust | June 2012\n",
    "names_joined": "Action | Lead | Partners\nMend the rail | Harbour Trust | Port Police, Housing and Planning\n",
}


def document_of(text: str) -> Document:
    """The document that an example stands for."""
    document = document_from_text(text)
    if " | " not in text:
        return document
    lines: list[Line] = []
    for number, (blank, group) in enumerate(groupby(document.lines, key=lambda line: not line.text), 1):
        lines += [line if blank else _row(line, number) for line in group]
    return Document("docx", tuple(lines))


def _row(line: Line, table: int) -> Line:
    cells = tuple(cell.strip() for cell in line.text.split("|"))
    return replace(line, text=" | ".join(filter(None, cells)), bold=False, cells=cells, table=table)
