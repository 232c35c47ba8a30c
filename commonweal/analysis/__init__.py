"""Analysis: arithmetic on plain Python values, for the program and for anybody's notebook.

Dates and numbers come in, answers go out as plain or frozen values. It imports nothing else of Commonweal, knows no
database, no person and no clock, and `import commonweal.analysis` needs no settings. Each method names its source.
"""

from commonweal.analysis.scheduling import (
    Frequency,
    MeetingDue,
    add_working_days,
    clear_working_days,
    is_meeting_overdue,
    is_working_day,
    latest_publication_on,
    meeting_due,
    next_due_on,
    working_days_between,
)

__all__ = [
    "Frequency",
    "MeetingDue",
    "add_working_days",
    "clear_working_days",
    "is_meeting_overdue",
    "is_working_day",
    "latest_publication_on",
    "meeting_due",
    "next_due_on",
    "working_days_between",
]
