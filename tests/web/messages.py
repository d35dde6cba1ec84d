"""The words of the pages' source, and the catalogues brought up to date with them.

`python -m tests.web.messages` adds what is new to the catalogues, untranslated, and drops
what no page says any more.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages import catalog as kept
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from accident_service.web import catalogues

SOURCE = Path(catalogues.__file__).parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
TRANSLATED = ("zh_Hans_CN",)
Message = str | tuple[str, ...]


def messages_in_source() -> Iterator[Message]:
    """Every message the pages may say, once, in the order of the files."""
    seen: set[Message] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, METHODS, keywords=KEYWORDS
    ):
        if message not in seen:
            seen.add(message)
            yield message


def catalogue(locale: str) -> Catalog:
    """A language's catalogue as it lies in the source."""
    with catalogues.po_file(locale).open("rb") as source:
        return read_po(source, locale=locale)


def is_translated(message: kept.Message) -> bool:
    """Has the message words, and each of its plural forms?"""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms)


def bring_up_to_date(locale: str) -> int:
    """Rewrite a catalogue to hold exactly what the source says; how many lack a translation."""
    known = catalogue(locale)
    fresh = Catalog(locale=locale, fuzzy=False)
    for message in messages_in_source():
        translated = known.get(message)
        fresh.add(message, string=translated.string if translated else None)
    with catalogues.po_file(locale).open("wb") as target:
        write_po(target, fresh, width=100, no_location=True, omit_header=True)
    return sum(1 for message in fresh if message.id and not is_translated(message))


if __name__ == "__main__":
    for name in TRANSLATED:
        print(name, bring_up_to_date(name), "untranslated")  # noqa: T201 - a tool for the terminal
