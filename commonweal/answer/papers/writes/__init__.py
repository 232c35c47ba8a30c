"""How is a paper drafted, judged, frozen, corrected and decided upon?"""

from commonweal.answer.papers.writes.deciding import (
    change_decision,
    record_decision,
)
from commonweal.answer.papers.writes.drafting import (
    change_heading,
    remove_figure,
    start_paper,
    type_figure,
    write_recommendations,
    write_section,
)
from commonweal.answer.papers.writes.equality import link_assessment, unlink_assessment
from commonweal.answer.papers.writes.judging import (
    approve_paper,
    clear_paper,
    correct_paper,
    send_back_paper,
    submit_paper,
    withdraw_paper,
)

__all__ = [
    "approve_paper",
    "change_decision",
    "change_heading",
    "clear_paper",
    "correct_paper",
    "link_assessment",
    "record_decision",
    "remove_figure",
    "send_back_paper",
    "start_paper",
    "submit_paper",
    "type_figure",
    "unlink_assessment",
    "withdraw_paper",
    "write_recommendations",
    "write_section",
]
