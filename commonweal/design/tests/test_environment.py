"""Does a template forgive what a component leaves out, and refuse what a page misspells?"""

from typing import Any

import pytest
from django.template import engines
from jinja2 import UndefinedError


def render(text: str, **context: Any) -> str:
    return str(engines["jinja2"].env.from_string(text).render(**context))  # type: ignore[attr-defined]


def test_a_missing_key_of_a_dictionary_is_empty_however_deep() -> None:
    assert (
        render("{{ given.hint.text.more }}|{{ given['a']['b'] }}|{% if given.x %}no{% endif %}", given={})
        == "||"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ titel }}",
        "{% if titel %}x{% endif %}",
        "{% for x in titel %}{% endfor %}",
        "{{ titel.more }}",
        "{{ titel == 1 }}",
    ],
)
def test_a_name_that_nobody_gave_is_refused(text: str) -> None:
    with pytest.raises(UndefinedError, match="titel"):
        render(text)


def test_a_misspelt_attribute_of_an_object_is_refused() -> None:
    with pytest.raises(UndefinedError, match="imagg"):
        render("{{ number.imagg }}", number=3)


def test_a_missing_name_may_still_be_asked_about() -> None:
    assert render("{{ titel is defined }}{{ titel | default('x') }}") == "Falsex"


def test_text_is_escaped_wherever_it_enters_a_component() -> None:
    hostile = "<img src=x onerror=alert(1)>\"'"
    page = render(
        "{% from 'design/components/status.jinja' import state_sentence %}"
        "{% from 'design/components/summary.jinja' import summary %}"
        "{% from 'design/components/needs.jinja' import what_needs_you %}"
        "{{ state_sentence(x, x, x, 'circle', x, inputs=[x]) }}{{ summary([(x, x)], title=x) }}"
        "{{ what_needs_you([{'title': x, 'url': x, 'why': x, 'due': x, 'tone': x}]) }}",
        x=hostile,
    )
    assert "<img" not in page
    assert page.count("&lt;img") >= 10
