"""The tables of the weekly return."""

from commonweal.listen.tension.models.asking import Asking, DeadlineException, ReturnReminder, ReturnRound
from commonweal.listen.tension.models.items import ForwardEvent, ItemCommunity, ItemSource, TensionItem
from commonweal.listen.tension.models.meetings import (
    GroupAction,
    GroupAttendance,
    GroupMeeting,
    ReviewedItem,
)
from commonweal.listen.tension.models.promises import PromiseMonth
from commonweal.listen.tension.models.returns import ReturnReceipt, ReturnReply, TensionReturn
from commonweal.listen.tension.models.summaries import SharedItem, WeeklySummary

__all__ = [
    "Asking",
    "DeadlineException",
    "ForwardEvent",
    "GroupAction",
    "GroupAttendance",
    "GroupMeeting",
    "ItemCommunity",
    "ItemSource",
    "PromiseMonth",
    "ReturnReceipt",
    "ReturnReminder",
    "ReturnReply",
    "ReturnRound",
    "ReviewedItem",
    "SharedItem",
    "TensionItem",
    "TensionReturn",
    "WeeklySummary",
]
