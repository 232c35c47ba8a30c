"""Does a template forgive what a component leaves out, and refuse what a page misspells?"""

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from jinja2 import DictLoader, UndefinedError

from commonweal.design.environment import environment


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


def test_a_template_is_compiled_once_for_all_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    for _ in range(2):
        made = environment(loader=DictLoader({"page": "<p>{{ 1 + 1 }}</p>"}))
        assert made.get_template("page").render() == "<p>2</p>"
        assert len(list(tmp_path.glob("*.cache"))) == 1
    changed = environment(loader=DictLoader({"page": "<p>{{ 1 + 2 }}</p>"}))
    assert changed.get_template("page").render() == "<p>3</p>"


def test_where_nothing_may_be_written_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert environment(loader=DictLoader({"page": "here"})).get_template("page").render() == "here"
    assert not list(tmp_path.iterdir())
