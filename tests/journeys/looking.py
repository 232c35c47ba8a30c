"""What is looked at on every page of a story? Accessibility, the content policy, and whether it fits the screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
# What may be wider than the screen: what scrolls by itself, pictures, and what only screen readers meet.
BEYOND = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
    if (e.closest('[tabindex="0"], .cw-places, .cw-tabs, svg, .govuk-visually-hidden, .cw-account__sheet, thead')) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > innerWidth + 1; }).slice(0, 4).map(e => e.outerHTML.slice(0, 160))"""
# WCAG 2.5.8: 24 × 24 pixels, or so much room around it that a circle of 24 pixels touches no other target. The areas
# of a map are as small as they are; the table beside it leads to the same places.
SMALL = """() => {
    const shown = e => { const s = getComputedStyle(e), r = e.getBoundingClientRect();
        return s.visibility !== 'hidden' && r.width > 1 && r.height > 1 && !e.closest('svg, .govuk-visually-hidden, details:not([open]) > :not(summary)'); };
    const all = [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea')].filter(shown);
    const inline = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline';
    const box = e => (e.matches('input[type=radio], input[type=checkbox]') && e.labels[0] ? e.labels[0] : e).getBoundingClientRect();
    const apart = (a, b) => { const x = r => r.left + r.width / 2, y = r => r.top + r.height / 2;
        return Math.hypot(x(a) - x(b), y(a) - y(b)) >= 24; };
    return all.filter(e => !inline(e)).filter(e => { const r = box(e);
        return (r.width < 24 || r.height < 24) && !all.every(o => o === e || apart(r, box(o))); }).slice(0, 4).map(e => e.outerHTML.slice(0, 160)); }"""


def listen(page: Any) -> Any:
    """From now on everything the browser complains about is kept in page.complaints."""
    page.complaints = []

    def heard(message: Any) -> None:
        answered = "Failed to load resource" in message.text and message.location.get("url") == page.url
        if message.type == "error" and not answered:  # a page that says "not found" is no fault of the page
            page.complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def faults_of(page: Any, *, axe: bool = True) -> list[str]:
    """Everything that is wrong with the page as it stands there."""
    page.wait_for_load_state()  # whoever pressed a button may still be on the way
    found = [f"the browser complained: {text}" for text in page.complaints]
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{wide} pixels wider than the screen")
    found += [f"stands beyond the edge: {html}" for html in page.evaluate(BEYOND)]
    found += [f"too small to hit: {html}" for html in page.evaluate(SMALL)]
    if axe:
        for fault in (
            Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
        ):
            where = "; ".join(node["html"][:200] for node in fault["nodes"][:3])
            found.append(f"{fault['id']} ({fault['help']}): {where}")
    return found


def check_page(page: Any, *, axe: bool = True) -> None:
    faults = faults_of(page, axe=axe)
    assert not faults, f"{page.title()} ({page.url}):\n" + "\n".join(faults)


# Where the keyboard stands: a ring or another colour than without it, on the screen, and under nothing else.
FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
    const s = getComputedStyle(e), r = e.getBoundingClientRect();
    const look = s => [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor].join();
    const of = e.matches('input[type=radio], input[type=checkbox]') && e.labels[0] ? e.labels[0] : e;
    const with_ = look(s) + look(getComputedStyle(of, '::before'));
    e.blur(); const without = look(getComputedStyle(e)) + look(getComputedStyle(of, '::before')); e.focus({preventScroll: true});
    const q = of.getBoundingClientRect(); const inside = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) =>
        document.elementFromPoint(q.left + q.width * x, Math.min(innerHeight - 1, Math.max(0, q.top + Math.min(q.height, 200) * y))));
    const seen = inside.some(o => o && (o === e || o === of || e.contains(o) || of.contains(o) || o.contains(e)));
    return {html: e.outerHTML.slice(0, 160), name: (e.innerText || e.value || e.getAttribute('aria-label') || '').trim(),
        visible: with_ !== without, seen: seen && q.bottom > 0 && q.top < innerHeight}; }"""
