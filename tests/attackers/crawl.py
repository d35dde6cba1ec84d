"""Somebody who is signed in follows every link there is, then tries every address by guessing.

What comes back is read as a thief would: headers, text, what is escaped, what lies in archives.
"""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from urllib.parse import unquote

from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.attackers.forms import Form, forms_of
from tests.web.visit import TOKEN

LINKED = re.compile(r'(?:href|src|action|formaction|poster|data-[a-z-]+)="(/[^"]*)"')
NAMED_IN_JSON = re.compile(r'"(/(?:case|officer|photos|join|report|v1|verify)[^"\\\s]*)"')
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Static files are the same for everybody; languages only come back to where one was.
PASSED_BY = ("/assets/", "/language/", "/static/")


@dataclass(frozen=True, slots=True)
class Leak:
    """What somebody was shown that is not theirs."""

    method: str
    address: str
    status: int
    shown: str


@dataclass(slots=True)
class Thief:
    """One browser or program, what it may not see, and what it has seen of it.

    `headers` go with every call: an insurer's token, or nothing.
    """

    client: FlaskClient
    forbidden: frozenset[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    most_pages: int = 600
    asked: dict[str, int] = field(default_factory=dict)
    seen: str = ""
    forms: dict[str, Form] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)

    def follow(self, *starts: str) -> None:
        """Read every page that leads on from these."""
        waiting = deque(starts)
        while waiting and len(self.asked) < self.most_pages:
            address = waiting.popleft()
            if address in self.asked or address.startswith(PASSED_BY):
                continue
            answer = self.ask("GET", address)
            self.seen += readable(answer)
            if answer.mimetype == "text/html":
                found = forms_of(answer.text, address)
                self.forms |= {one.action: one for one in found if one.method == "POST"}
            waiting.extend(_leading_on(answer))

    def send_forms(self) -> None:
        """Send every form met on the way as it stands, but not the one that signs out."""
        for action, form in self.forms.items():
            if not action.endswith("/sign-out"):
                self.note("POST", action, self.client.post(action, data=form.fields, buffered=True))

    def guess(self, rules: Iterable[Rule], *values: Mapping[str, str]) -> None:
        """Try every one of these routes with each set of values, by every method."""
        token = self.token()
        for rule, given in product(rules, values):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                self.ask(method, filled(rule, given), token)

    def ask(self, method: str, address: str, token: str = "") -> TestResponse:
        """Call once, and note what is shown."""
        answer = self.client.open(
            address,
            method=method,
            headers={"Accept": "text/html, */*", "X-CSRFToken": token, **self.headers},
            json={} if method in ("PUT", "PATCH") else None,
            buffered=True,
        )
        self.asked[address] = answer.status_code
        self.note(method, address, answer)
        return answer

    def note(self, method: str, address: str, answer: TestResponse) -> None:
        """Remember what this answer shows that is not for these eyes."""
        told = readable(answer)
        named = readable_text(address)  # what one brought along oneself is no news
        self.leaks += [
            Leak(method, address, answer.status_code, mark)
            for mark in sorted(self.forbidden)
            if mark in told and mark not in named
        ]

    def token(self) -> str:
        """A form token of one's own: whoever is signed in has one."""
        pages = (self.client.get(page).text for page in ("/verify", "/officer/admin/law"))
        return next((found[1] for page in pages if (found := TOKEN.search(page))), "")


def filled(rule: Rule, values: Mapping[str, str]) -> str:
    """The route's address with these values.

    Raises:
        KeyError: A parameter has no value yet; it is named.
    """
    counted = rule.rule.replace("<int:number>", "1")  # copies and questions count from 1
    return PARAMETER.sub(lambda found: values[found[1]], counted)


def readable(answer: TestResponse) -> str:
    """All that can be read in an answer."""
    told = [str(answer.headers)]
    if answer.mimetype == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            told += [name + _as_text(archive.read(name)) for name in archive.namelist()]
    else:
        told.append(_as_text(answer.data))
    return readable_text("\n".join(told))


def readable_text(text: str) -> str:
    """The text with everything that was escaped in it."""
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "\n".join((plain, unescape(plain), unquote(plain)))


def _as_text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


def _leading_on(answer: TestResponse) -> Iterator[str]:
    if answer.location and answer.location.startswith("/"):
        yield answer.location
    if answer.mimetype in ("text/html", "application/json"):
        for found in (*LINKED.findall(answer.text), *NAMED_IN_JSON.findall(answer.text)):
            yield unescape(found).partition("#")[0]
