"""What does a person type into an equality assessment?"""

from commonweal.assess.equality.forms.following import (
    DoneForm,
    ExtendForm,
    RedactForm,
    ReplaceForm,
    ReviewForm,
)
from commonweal.assess.equality.forms.judging import ReasonForm, SignForm
from commonweal.assess.equality.forms.writing import (
    ActionForm,
    ConsultationForm,
    EvidenceForm,
    HeadingForm,
    LocalRowForm,
    OpenForm,
    OutcomeForm,
    RowForm,
    values_of_row,
)

__all__ = [
    "ActionForm",
    "ConsultationForm",
    "DoneForm",
    "EvidenceForm",
    "ExtendForm",
    "HeadingForm",
    "LocalRowForm",
    "OpenForm",
    "OutcomeForm",
    "ReasonForm",
    "RedactForm",
    "ReplaceForm",
    "ReviewForm",
    "RowForm",
    "SignForm",
    "values_of_row",
]
