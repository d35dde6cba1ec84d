"""The forms of a page, filled in as they stand, by somebody who only wants an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

TICKED = ("checkbox", "radio")
NOT_SENT = ("file", "submit", "button", "image", "reset")


@dataclass(slots=True)
class Form:
    """Where it goes, and what it would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[Form]()
        self._select = ""

    @override
    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = said.get("action") or self.address
            self.forms.append(Form(action, said.get("method", "get").upper()))
        elif tag == "select":
            self._select = said.get("name", "")
        elif self.forms:
            self._fill(tag, said)

    def _fill(self, tag: str, said: dict[str, str]) -> None:
        fields, name = self.forms[-1].fields, said.get("name", "")
        if tag == "option" and self._select:
            fields.setdefault(self._select, said.get("value", ""))
        elif not name or (kind := said.get("type", "text")) in NOT_SENT:
            return
        elif tag == "textarea":
            fields[name] = "any words"
        elif tag in ("input", "button") and (kind not in TICKED or name not in fields):
            fields[name] = said.get("value") or "1"


def forms_of(text: str, address: str) -> list[Form]:
    """Every form in the page at `address`."""
    reader = _Reader(address)
    reader.feed(text)
    return reader.forms
