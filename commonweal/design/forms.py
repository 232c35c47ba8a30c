"""How does a Django form field become a component of the page, with its label, hint, mistake and typed value?

Templates use `{{ error_summary(form) }}`, `{{ form_fields(form) }}` and `{{ field(form, "name") }}`; a field is given
extra words with `{{ field(form, "name", label="…", hint="…", rows=8) }}`.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.template import engines
from markupsafe import Markup

from .dates import PARTS, DateBoxes, DateField
from .merging import MakingForm, MergeableForm, merge_response

__all__ = [
    "DateBoxes",
    "DateField",
    "MakingForm",
    "MergeableForm",
    "error_summary",
    "field",
    "form_fields",
    "merge_response",
    "smaller_than",
]

Params = dict[str, Any]


def form_fields(form: forms.BaseForm, *names: str) -> Markup:
    """Every visible field in order (or those named), and the hidden ones."""
    hidden = [] if names else [hidden_copy(bound) for bound in form.hidden_fields()]
    shown = [field(form, name) for name in names or [bound.name for bound in form.visible_fields()]]
    return Markup("\n").join([*hidden, *shown])


def field(form: forms.BaseForm, name: str, *, label: str = "", hint: str = "", **extra: Any) -> Markup:
    """One field as its component, with the hidden copy of how it was when the form was opened."""
    bound = form[name]
    kind, params = component_for(bound, label=label, hint=hint)
    opened = bound.as_hidden(only_initial=True) if bound.field.show_hidden_initial else ""
    return Markup("").join([render(kind, params | extra), opened])


def hidden_copy(bound: BoundField) -> Markup:
    opened = bound.as_hidden(only_initial=True) if bound.field.show_hidden_initial else ""
    return Markup("").join([bound.as_hidden(), opened])


def error_summary(form: forms.BaseForm, *others: forms.BaseForm) -> Markup:
    """The list of what is wrong, each line a link to its field; nothing when nothing is."""
    lines = [line for each in (form, *others) for line in _error_lines(each)]
    return (
        render("error_summary", {"titleText": "There is a problem", "errorList": lines})
        if lines
        else Markup("")
    )


def _error_lines(form: forms.BaseForm) -> Iterable[Params]:
    for name, errors in form.errors.items():
        target = f"#{error_target(form[name])}" if name in form.fields else ""
        words = mistakes(form[name]) if name in form.fields else list(map(str, errors))
        yield from ({"text": error, "href": target} for error in words)


def mistakes(bound: BoundField) -> list[str]:
    """What is wrong with a field, as what to do; the framework's own "This field is required" says too little."""
    return [word for error in bound.errors.as_data() for word in _mistake(bound, error)]


def _mistake(bound: BoundField, error: ValidationError) -> list[str]:
    label = str(bound.label)
    if error.code == "required" and error.messages == [str(forms.Field.default_error_messages["required"])]:
        if label.endswith("?"):
            return [f"Answer “{label}”"]
        choose = hasattr(bound.field, "choices") or isinstance(bound.field, forms.FileField)
        return [
            f"{'Choose' if choose else 'Enter'} {label if label[:2].isupper() else label[:1].lower() + label[1:]}"
        ]
    if error.code == "max_length" and error.params:
        limit, found = error.params["limit_value"], error.params["show_value"]
        return [f"“{label}” must have {limit:,} characters or fewer; it has {found:,}"]
    return [str(message) for message in error.messages]


def error_target(bound: BoundField) -> str:
    """The id of the first box a person has to mend."""
    identity = bound.auto_id or bound.html_name
    if isinstance(bound.field.widget, DateBoxes):
        missing = bound.field.widget.parts(bound.value()).missing()
        return f"{identity}-{missing[0] if missing else 'day'}"
    return identity


def component_for(bound: BoundField, *, label: str = "", hint: str = "") -> tuple[str, Params]:
    """The name of the component and what it is told."""
    widget = bound.field.widget
    for kinds, name, add in ADAPTERS:
        if isinstance(widget, kinds):
            return name, _shared(bound, label, hint) | add(bound, _words(bound, label))
    raise FieldDoesNotExist(f"No component shows a {type(widget).__name__} ({bound.name}).")


def _words(bound: BoundField, label: str) -> str:
    words = label or str(bound.label)
    return words if bound.field.required or _is_single_tick(bound) else f"{words} (optional)"


def _is_single_tick(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxInput)


def _shared(bound: BoundField, label: str, hint: str) -> Params:
    identity = bound.auto_id or bound.html_name
    params: Params = {
        "id": identity,
        "idPrefix": identity,
        "name": bound.html_name,
        "label": {"text": _words(bound, label), "classes": "govuk-label--s"},
        "attributes": _attributes(bound),
    }
    if hint or bound.help_text:
        params["hint"] = {"text": hint or str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(mistakes(bound))}
    return params


def _attributes(bound: BoundField) -> Params:
    # No maxlength: a browser would cut what is pasted without a word. The form says when it is too long.
    given = bound.field.widget.attrs.items()
    left_out = ("class", "maxlength", "minlength", "rows", "cols", "autocomplete")
    return {name: str(value) for name, value in given if name not in left_out and value not in (False, None)}


def _text(bound: BoundField, words: str) -> Params:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    # Figures are typed as text: a number box changes its value when a mouse wheel turns over it.
    numeric = kind == "number"
    value = widget.format_value(bound.value())
    params: Params = {"type": "text" if numeric else kind, "value": "" if value is None else str(value)}
    if autocomplete := widget.attrs.get("autocomplete"):
        params["autocomplete"] = autocomplete
    if numeric:
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(
            bound.field, forms.DecimalField
        )
        params |= {
            "inputmode": "numeric" if whole else "decimal",
            "classes": "govuk-input--width-5",
            "attributes": {},
        }
    return params


def _password(bound: BoundField, words: str) -> Params:
    return {"autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password"), "value": ""}


def _textarea(bound: BoundField, words: str) -> Params:
    limit = getattr(bound.field, "max_length", None)
    value = bound.value()
    # A browser drops a newline that opens a text box: one more keeps the user's own.
    text = "" if value is None else str(value)
    params = {"value": f"\n{text}" if text.startswith(("\n", "\r")) else text, "rows": 5}
    return params | ({"maxlength": limit} if limit else {})


def _options(bound: BoundField) -> list[Params]:
    chosen = bound.value()
    values = {str(v) for v in chosen} if isinstance(chosen, (list, tuple, set)) else {_choice_text(chosen)}
    return [
        {
            "value": str(value),
            "text": str(text),
            "selected": str(value) in values,
            "checked": str(value) in values,
        }
        for value, text in _flat(bound.field.choices)  # type: ignore[attr-defined]
    ]


def _choice_text(value: object) -> str:
    return "" if value is None else str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, text in choices:
        if isinstance(text, (list, tuple)):
            yield from ((inner, f"{value}: {words}") for inner, words in text)
        else:
            yield value, text


def _select(bound: BoundField, words: str) -> Params:
    return {"items": _options(bound)}


def _choices(bound: BoundField, words: str) -> Params:
    items = [item for item in _options(bound) if item["value"] != ""]
    for item in items:
        item.pop("selected")
    return {"items": items, "fieldset": _legend(words)}


def _tick(bound: BoundField, words: str) -> Params:
    return {
        "items": [{"value": "on", "text": words, "checked": bool(bound.value()) and bound.value() != "False"}]
    }


def _legend(words: str) -> Params:
    return {"legend": {"text": words, "classes": "govuk-fieldset__legend--s"}}


def _date(bound: BoundField, words: str) -> Params:
    typed = bound.field.widget.parts(bound.value())
    wrong = set(typed.missing() or PARTS) if bound.errors else set()
    boxes = [
        {
            "name": part,
            "value": getattr(typed, part),
            "inputmode": "text" if part == "month" else "numeric",
            "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if part in wrong else ""),
        }
        for part, width in zip(PARTS, (2, 2, 4), strict=True)
    ]
    return {"items": boxes, "namePrefix": bound.html_name, "fieldset": _legend(words)}


def _file(bound: BoundField, words: str) -> Params:
    return {"multiple": bool(getattr(bound.field.widget, "allow_multiple_selected", False))}


def _hidden(bound: BoundField, words: str) -> Params:
    return {"html": hidden_copy(bound)}


# The first that fits is taken: the special before the general.
ADAPTERS: tuple[tuple[Any, str, Callable[[BoundField, str], Params]], ...] = (
    (DateBoxes, "date", _date),
    (forms.CheckboxSelectMultiple, "checkboxes", _choices),
    (forms.RadioSelect, "radios", _choices),
    (forms.CheckboxInput, "checkboxes", _tick),
    (forms.Select, "select", _select),
    (forms.Textarea, "textarea", _textarea),
    (forms.FileInput, "file", _file),
    (forms.HiddenInput, "hidden", _hidden),
    (forms.PasswordInput, "password", _password),
    (Input, "text", _text),
)


def smaller_than(most: int) -> Callable[[Any], None]:
    """The check of a file that somebody brings: it has so many bytes at most."""

    def check(file: Any) -> None:
        if file.size > most:
            raise ValidationError(f"The file must be smaller than {most // 1_000_000} MB")

    return check


@cache
def _macros() -> Any:
    return engines["jinja2"].env.get_template("design/components/fields.jinja").module  # type: ignore[attr-defined]


def render(kind: str, params: Params) -> Markup:
    """The component's markup; every text in `params` is escaped by its template."""
    return getattr(_macros(), kind)(params)
