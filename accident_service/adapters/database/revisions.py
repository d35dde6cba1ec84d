"""Where a database stands among the migrations, without changing it."""

from dataclasses import dataclass

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.migrate import MIGRATIONS, has_schema

# The oldest schema whose release may work beside this one on a ledger of the newest schema: what
# that release writes and asks, this schema takes. A migration that drops or renames a column,
# demands a new one, or writes what that release cannot read, moves it on; a test tells.
WORKS_BESIDE_SINCE = "0027"


@dataclass(frozen=True, slots=True)
class Revision:
    """One migration and what it does."""

    id: str
    words: str


def current_revision(url: str) -> str:
    """The newest migration the database has passed; empty before the first.

    Raises:
        LedgerUnavailable: It did not answer.
    """
    if not has_schema(url):
        return ""
    engines = open_engines(url)
    try:
        with engines.glance() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engines.close()


def newest_revision() -> str:
    """The newest migration this version knows."""
    return _scripts().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Does this version know that migration?"""
    try:
        return not revision or _scripts().get_revision(revision) is not None
    except CommandError:
        return False


def still_to_pass(revision: str) -> tuple[Revision, ...]:
    """The migrations after `revision`, oldest first; `revision` is known, or empty."""
    scripts = _scripts()
    walked = scripts.iterate_revisions(scripts.get_current_head(), revision or "base")
    found = [Revision(one.revision, (one.doc or "").strip()) for one in walked]
    return tuple(reversed(found))


def works_beside(revision: str) -> bool:
    """May hosts whose ledger stood at that migration go on while others have this version?"""
    return all(one.id != WORKS_BESIDE_SINCE for one in still_to_pass(revision))


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
