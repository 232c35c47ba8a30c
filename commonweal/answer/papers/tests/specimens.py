"""Content for tests of printing: one with everything in it, and words that try to be obeyed."""

from __future__ import annotations

from commonweal.ground.scales.reads import get_scale

HOSTILE = (
    '#set page(fill: red)', '#eval("1 + 1")', "#read(\"/etc/passwd\")", '#import "@preview/x:1.0.0"', "$ x^2 $", "*bold* _it_",
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', '" onmouseover="alert(1)', "</w:t></w:r><w:p>",
    "]]><x/>", "&lt;b&gt; &amp; &#60;", "\\input{/etc/passwd}", "{{7*7}}", "{% raw %}", "{=openxml}", "`code`{=html}",
    "@label", "<label>", "http://x.example/#a", "[a](javascript:alert(1))", "![x](http://x.example/y.png)", "[^1]: note",
    "=1+1", "\u202ertl\u202c", "\x00nul", "a\u0301e\u0308", "日本語 العربية", "'; DROP TABLE papers;--", "// comment", "/* c */",
    "#", "##", "\\", "```\n#x\n```", "{figure:nothing}", "{table:nothing}", "~~~", "===", "<!-- c -->", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
)  # fmt: skip
ROWS = [{"record": f"plans.plannedaction {n} version 2", "words": f"action 7.3.{n}"} for n in range(1, 4)]


def figure(key, words="Actions in the plan", value="6", table=None):
    return {
        "key": key,
        "words": words,
        "value": value,
        "source": "plan",
        "rows": ROWS,
        "table": table,
        "as_at_on": "2010-07-22",
    }


def make_content(
    format_key="mpa@2010",
    text="First {figure:total} paragraph.\n\nSecond.\n\n{table:actions}",
    title="How it stands",
    **changed,
):
    """A paper in this format, every section with the same text."""
    scale = get_scale(format_key)
    table = {"columns": ["Reference", "How it stands"], "rows": [["7.3.1", "At risk"], ["7.2.2", "On track"]]}
    sections = [
        {"code": s.code, "letter": s.letter, "heading": s.heading, "kind": s.kind, "withheld_reason": "",
         "not_applicable_reason": "", "text": "" if s.kind in {"group", "recommendation"} else text}
        for s in scale.sections
    ]  # fmt: skip
    return {
        "kind": "specimen",
        "head": {
            "body": "A sub-committee", "meeting_on": "2010-07-22", "number": "5", "edition": 1, "correction_reason": "",
            "title": title, "office": "Chief Executive", "part": "I", "format": format_key, "language": "en-GB",
            "numbering": scale.numbering, "lines": list(scale.header), "corrects": "",
        },
        "sections": sections,
        "recommendations": ["That members note {figure:total} actions.", "That members meet again."],
        "figures": [figure("total"), figure("actions", "The actions", "2", table)],
        **changed,
    }  # fmt: skip
