"""Which headers must every answer carry, and what may never stand in a page? Written out here, and not read from the program."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser

EXACT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
URL_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")


def header_faults(answer: Any, path: str, *, signed_in: bool) -> list[str]:
    """What is wrong with the headers of an answer; nothing where all is right."""
    faults = [f"{name} is {answer.get(name)!r}" for name, value in EXACT.items() if answer.get(name) != value]
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        faults.append("Permissions-Policy leaves the camera on")
    if signed_in and "no-store" not in answer.get("Cache-Control", ""):
        faults.append(f"Cache-Control is {answer.get('Cache-Control')!r}")
    faults += [
        f"{name} tells what runs here" for name in ("Server", "X-Powered-By") if answer.has_header(name)
    ]
    for cookie in answer.cookies.values():
        kept = cookie["max-age"] != 0  # to forget a cookie, the browser is sent an empty one
        if kept and (not cookie["httponly"] or cookie["samesite"] not in {"Lax", "Strict"}):
            faults.append(f"the cookie {cookie.key} can be read by a script or sent from elsewhere")
    return [f"{path}: {fault}" for fault in faults]


def page_faults(answer: Any, path: str) -> list[str]:
    """Inline scripts, styles and handlers, and addresses that a browser would run; nothing in a good page."""
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html") or not answer.content:
        return []
    return [f"{path}: {fault}" for fault in markup_faults(answer.content)]


def markup_faults(html: bytes | str) -> list[str]:
    faults = []
    for node in LexborHTMLParser(html).css("*"):
        if node.tag == "style" or (
            node.tag == "script" and node.text(deep=True).strip() and not _is_data(node)
        ):
            faults.append(f"<{node.tag}> with content")
        if node.tag in {"iframe", "object", "embed", "base", "applet"}:
            faults.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name.startswith("on") or name == "style":
                faults.append(f"<{node.tag} {name}>")
            if name in URL_ATTRIBUTES and (value or "").strip().lower().startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                faults.append(f"<{node.tag} {name}={value!r}>")
    return faults


def _is_data(script: Any) -> bool:
    return (script.attributes.get("type") or "").endswith("json")
