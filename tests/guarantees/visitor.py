"""How does somebody use the program from outside: one click to sign in, pages, forms with all their hidden fields?"""

from __future__ import annotations

import http.client
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

Fields = list[tuple[str, str]]


class NoAnswer(Exception):
    """The connection broke before an answer came: what was asked may have been done or not."""


@dataclass(frozen=True)
class Answer:
    """status, the address it leads to, and the page."""

    status: int
    location: str
    text: str


@dataclass
class Visitor:
    """One browser without JavaScript. Two servers of one installation share its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def sign_in(self, account: int) -> None:
        form = self.form("/demonstration/", f"/demonstration/{account}/")
        answer = self.post(f"/demonstration/{account}/", form)
        if answer.status not in (302, 303):
            raise RuntimeError(f"signing in as {account} was answered with {answer.status}")

    def at(self, port: int) -> Visitor:
        """The same person at another server, with a line of their own."""
        return Visitor(port, dict(self.cookies))

    def form(self, path: str, action: str = "", **typed: str) -> Fields:
        """Open the page; its form (the one that leads to `action`) as a browser would send it, with what was typed."""
        answer = self.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}")
        return fields_of(answer.text, action, **typed)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
                line.request(method, path, body, headers)
                got = line.getresponse()
                text = got.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as fault:
            raise NoAnswer(str(fault)) from fault
        for header in got.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(got.status, got.headers.get("Location", ""), text)


def fields_of(page: str, action: str = "", **typed: str) -> Fields:
    forms = LexborHTMLParser(page).css("form[method=post]")
    if action:
        form = next(f for f in forms if f.attributes.get("action") == action)
    else:  # a form of the page itself, not of its frame
        form = next(f for f in forms if not f.attributes.get("action"))
    sent = [(name, typed.get(name, value)) for name, value in _controls(form)]
    return sent + [(name, value) for name, value in typed.items() if name not in dict(sent)]


def _controls(form: LexborNode) -> Fields:
    found: Fields = []
    for control in form.css("input[name], textarea[name], select[name]"):
        name, kind = control.attributes["name"] or "", control.attributes.get("type") or "text"
        if control.tag == "textarea":
            found.append((name, control.text().removeprefix("\n")))
        elif control.tag == "select":
            chosen = control.css_first("option[selected]") or control.css_first("option")
            found.append((name, (chosen.attributes.get("value") or "") if chosen else ""))
        elif kind not in ("radio", "checkbox") or "checked" in control.attributes:
            found.append((name, control.attributes.get("value") or ""))
    return found
