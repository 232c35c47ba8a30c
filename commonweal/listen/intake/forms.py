"""What did the person bring: a file, or pasted text?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from commonweal.design.scanned import ScannedForm
from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.reading.as_json import to_json
from commonweal.reading.files import MAX_BYTES, open_document
from commonweal.reading.private_text import Kind
from commonweal.reading.reader import read_document
from commonweal.reading.values import CannotRead, Document

SALT = "commonweal.intake.preview"


class BringForm(forms.Form):
    """A file or pasted text, read as soon as it is checked; `preview` holds what was understood."""

    file = forms.FileField(
        label="A paper or plan",
        required=False,
        help_text="Plain text, HTML, Word (DOCX), PDF, Excel (XLSX) or CSV, up to 20 MB",
    )
    text = forms.CharField(
        label="Or paste its text", required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.preview: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.too_large:
            raise forms.ValidationError(
                f"This file is larger than {MAX_BYTES // 2**20} MB. Bring it in parts, or save it without pictures."
            )
        if values.get("file"):
            name, data = values["file"].name, values["file"].read()
        elif (values.get("text") or "").strip():
            name, data = "pasted.txt", values["text"].encode()
        elif self.errors:
            return values
        else:
            raise forms.ValidationError("Choose a file, or paste the text of the paper.")
        try:
            self.preview = preview_of(data, name)
        except CannotRead as refused:
            raise forms.ValidationError(str(refused)) from refused
        return values


def preview_of(data: bytes, name: str) -> dict[str, Any]:
    """What was understood of a file: everything that keeping it would store. Raises CannotRead."""
    document = open_document(data, name=name)
    result = to_json(read_document(document))
    return {
        "title": title_of(result, document),
        "file_name": "" if name == "pasted.txt" else name,
        "kind": document.kind,
        "sha256": hash_of_bytes(data),
        "lines": [{"number": line.number, "text": line.text} for line in document.lines],
        "result": result,
    }


def title_of(result: dict[str, Any], document: Document) -> str:
    paper = result["paper"] or {}
    return str(
        paper.get("title") or (result["plan"] or {}).get("title") or document.name or "A plan without a title"
    )


class KeepForm(forms.Form):
    """The preview comes back signed, so what is kept is exactly what was shown."""

    preview = forms.CharField(widget=forms.HiddenInput, strip=False)
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_preview(self) -> dict[str, Any]:
        try:
            return dict(signing.loads(self.cleaned_data["preview"], salt=SALT, max_age=24 * 3600))
        except signing.BadSignature as changed:
            raise forms.ValidationError(
                "This preview is too old or was changed. Bring the paper again."
            ) from changed


def sign_preview(preview: dict[str, Any]) -> str:
    return signing.dumps(preview, salt=SALT, compress=True)


class DecideForm(ScannedForm):
    # a printed paper names the officer whom the public may ask
    asks_about = (Kind.EMAIL, Kind.PHONE)
    not_scanned = ("choice",)  # one of the words on its buttons

    doubt = forms.IntegerField(min_value=0)
    choice = forms.CharField(max_length=10)
    typed = forms.CharField(
        label="What should stand there", required=False, max_length=20_000, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False)
