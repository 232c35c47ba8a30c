"""What kinds of doubt are there, and what does each mean?"""

from __future__ import annotations

DOUBT_KINDS: dict[str, str] = {
    "lead_unmarked": "The document does not show which partner leads.",
    "partners_under_wrong_heading": "Names of bodies stand under a heading for something else.",
    "names_split": "One line was divided into several names.",
    "tasks_without_heading": "A list that looks like tasks has no heading.",
    "action_missing": "Part of an action stands where no action was opened.",
    "numbering_gap": "A number is missing in a row of numbers.",
    "numbering_repeated": "A number comes again, or out of order.",
    "reference_out_of_place": "A reference does not fit those around it.",
    "reference_repeated": "Two actions carry the same reference.",
    "nesting_flattened": "Points of two levels carry the same kind of number, or their levels are lost.",
    "list_run_together": "A point of a list stands within the text of another.",
    "person_among_organisations": "A person is named where bodies are listed.",
    "probable_misprint": "A word looks misprinted.",
    "unclosed_mark": "A bracket or a quotation mark is opened and never closed.",
    "names_may_be_one_body": "Two names may mean the same body.",
    "conditional_resource": "A resource depends on something that has still to happen.",
    "letters_without_list": "The text refers to lettered points, but the list has no letters.",
    "facts_disagree": "Two lines say different things about the same fact.",
    "date_unread": "A date could not be read.",
    "unknown_column": "A column of a table is not one that plans are known to have.",
    "several_headers": "Columns of a table share one meaning, or change their heads half-way.",
    "table_without_heads": "A table without heads was read as going on with the one before it.",
    "row_without_action": "A row of a table belongs to no action.",
    "names_joined": "What was kept as one name may be two.",
}
"""Every kind of doubt, with what it means in plain words."""
