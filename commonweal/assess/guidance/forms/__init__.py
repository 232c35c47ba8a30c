"""What did somebody type about guidance?"""

from commonweal.assess.guidance.forms.documents import (
    BeginForm,
    ConfirmForm,
    DetailsForm,
    FilterForm,
    KeepForm,
    OccasionForm,
    ReasonForm,
    StartForm,
    TextForm,
)
from commonweal.assess.guidance.forms.reviews import AnswerForm, AskForm, ReplyForm

__all__ = [
    "AnswerForm", "AskForm", "BeginForm", "ConfirmForm", "DetailsForm", "FilterForm", "KeepForm", "OccasionForm", "ReasonForm",
    "ReplyForm", "StartForm", "TextForm",
]  # fmt: skip
