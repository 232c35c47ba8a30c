"""What do people ask of a plan? Its lines, one action, what needs them, exceptions, history and figures."""

from commonweal.act.plans.reads.figures import Figure, RowReference, one_figure
from commonweal.act.plans.reads.lines import ActionLine, ActionPage, Filters, list_actions, page_of_actions
from commonweal.act.plans.reads.needs import Need, what_needs
from commonweal.act.plans.reads.one import ActionPicture, get_action
from commonweal.act.plans.reads.overviews import by_area, by_partner, list_days, list_exceptions
from commonweal.act.plans.reads.past import list_action_history
from commonweal.act.plans.reads.rows import list_plans

__all__ = [
    "ActionLine",
    "ActionPage",
    "ActionPicture",
    "Figure",
    "Filters",
    "Need",
    "RowReference",
    "by_area",
    "by_partner",
    "get_action",
    "list_action_history",
    "list_actions",
    "list_days",
    "list_exceptions",
    "list_plans",
    "one_figure",
    "page_of_actions",
    "what_needs",
]
