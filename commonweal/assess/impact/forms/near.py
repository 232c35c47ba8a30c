"""Which study of what lies near belongs to this operation?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.forms import MergeableForm


class StudyChoice(forms.ModelChoiceField):
    """A study with the sentence that stands on top of it."""

    def label_from_instance(self, study: Any) -> str:
        return f"{study.title}: {study.says}"


class LayStudyForm(MergeableForm):
    study = StudyChoice(
        label="Which study?", queryset=None, empty_label=None, widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a study. Where none fits, make one on the page “What lies near” and come back.",
            "invalid_choice": "This study was laid there already, withdrawn, or is not one that you may read. Choose another.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, studies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["study"].queryset = studies  # type: ignore[attr-defined]
