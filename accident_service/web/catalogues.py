"""The pages' words in two languages, read from a .po file when the service starts.

English stands in the source, so it needs no catalogue; the Chinese one translates it.
Compiled in memory: a fresh clone needs no build step, and no compiled file can be older
than its source.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).parent / "translations"
DOMAIN = "messages"
SOURCE_LOCALE = "en"


class PoDomain(Domain):  # type: ignore[misc]  # Flask-Babel publishes no types
    """A message domain that compiles its catalogues itself."""

    def get_translations(self) -> Translations:
        """The catalogue of the language of this request."""
        return compiled(str(get_locale() or SOURCE_LOCALE))


class PoBabel(Babel):  # type: ignore[misc]  # Flask-Babel publishes no types
    """Flask-Babel on .po files."""

    @property
    def domain_instance(self) -> PoDomain:
        """The one domain there is."""
        return PoDomain(domain=DOMAIN)


def po_file(locale: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def compiled(locale: str) -> Translations:
    """The catalogue of a language, ready for lookups; English has nothing to look up."""
    if locale == SOURCE_LOCALE:
        return Translations()
    with po_file(locale).open("rb") as source:
        catalogue = read_po(source, locale=locale)
    machine_object = BytesIO()
    write_mo(machine_object, catalogue)
    machine_object.seek(0)
    return Translations(fp=machine_object, domain=DOMAIN)
