"""Does a web page give the lines that a person sees in a browser?"""

from __future__ import annotations

from commonweal.reading.files import open_document
from commonweal.reading.values import Line


def _lines(html: str) -> list[Line]:
    document = open_document(f"<!doctype html><body>{html}".encode(), name="plan.html")
    return [line for line in document.lines if line.text or line.cells]


def test_blocks_and_breaks_make_lines_and_inline_tags_do_not() -> None:
    found = _lines("<div>one <i>and</i> <a href=x>two</a><br>three</div>four<p>five\n six</p>")
    assert [line.text for line in found] == ["one and two", "three", "four", "five six"]


def test_bold_is_seen_as_tag_and_as_style() -> None:
    found = _lines(
        "<p><strong>Harbour</strong> <b>Trust</b><p>Port Council<p style='font-weight:700'>Quay<p>a <b>b</b>"
    )
    assert [(line.bold, line.strong) for line in found] == [
        (True, ()),
        (False, ()),
        (True, ()),
        (False, ("b",)),
    ]


def test_headings_have_their_level() -> None:
    assert [(line.text, line.heading) for line in _lines("<h1>A</h1><h3>B</h3><p>c")] == [
        ("A", 1),
        ("B", 3),
        ("c", 0),
    ]


def test_lists_show_their_marks_and_depth() -> None:
    found = _lines(
        "<ol start=3><li>x<ol type=a><li>y<li>z</ol><li value=9>w</ol><ul><li>v</ul><ol style='list-style:upper-roman'><li>u</ol>"
    )
    assert [(line.text, line.indent) for line in found] == [
        ("3. x", 2), ("a. y", 4), ("b. z", 4), ("9. w", 2), ("• v", 2), ("I. u", 2),
    ]  # fmt: skip


def test_a_table_gives_its_cells_with_spans_laid_out() -> None:
    found = _lines(
        "<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td><b>Trust</b>, Council<br>three<td>x<tr><td colspan=2>wide</table>"
    )
    assert [line.cells for line in found] == [
        ("A", "B", "C"), ("1", "Trust, Council\nthree", "x"), ("1", "wide", ""),
    ]  # fmt: skip
    assert found[1].strong == ("Trust",)
    assert found[2].text == "wide"
    assert {line.table for line in found} == {1}


def test_a_list_in_a_cell_keeps_its_points_on_lines_of_their_own() -> None:
    found = _lines("<table><tr><th>A<th>B<tr><td><ul><li>one<li>two</ul><td><p>x<p>y</table>")
    assert found[1].cells == ("• one\n• two", "x\ny")


def test_a_table_that_only_lays_out_the_page_gives_ordinary_lines() -> None:
    found = _lines("<table><tr><td><h2>Menu</h2><td><p>Text<p>more</table>")
    assert [line.cells for line in found] == [(), (), ()]


def test_what_a_browser_does_not_show_is_no_line() -> None:
    found = _lines(
        "<style>p{}</style><script>x</script><!-- note --><p hidden>a<p style='display: none'>b</p><p>seen"
    )
    assert [line.text for line in found] == ["seen"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert [line.text for line in _lines("<pre>one\ntwo\n\nthree</pre>")] == ["one", "two", "three"]
