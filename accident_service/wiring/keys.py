"""Every key the service has made: how old it is, and another in its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.migrate import (
    seal,
    seal_from_the_start,
    upgrade,
)
from accident_service.adapters.database.resealing import (
    SECOND_FACTORS,
    WEBHOOKS,
    SealedColumn,
    reseal,
)
from accident_service.adapters.database.sealing import Progress
from accident_service.adapters.key_files import (
    forget_former,
    former_files,
    kept_key,
    replace_key,
)
from accident_service.adapters.sealed_text import text_seal
from accident_service.adapters.signing import public_half
from accident_service.casefile.audit import AuditAct
from accident_service.casework.grant_role import OPERATOR
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger, personal_fields, personal_keys
from accident_service.wiring.sandbox import sandbox_url

PERSONAL_DATA = "personal-data"


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """One key of the key folder.

    Attributes:
        keep: What stays of it once another has taken its place.
        sealed: The column of secrets it seals, if any.
    """

    name: str
    protects: str
    keep: Callable[[bytes], bytes] = bytes
    sealed: SealedColumn | None = None

    def path(self, settings: Settings) -> Path:
        """Where it lies."""
        return settings.key_folder / f"{self.name}.key"


KEYS = {
    one.name: one
    for one in (
        ServiceKey("session", "sign-ins of the pages; tokens and cursors of the API"),
        ServiceKey("unit", "signatures of documents, bundles and ledger heads", keep=public_half),
        ServiceKey("second-factors", "officers' second factors", sealed=SECOND_FACTORS),
        ServiceKey("webhooks", "signing secrets of insurers' receivers", sealed=WEBHOOKS),
        ServiceKey("answers", "answers kept a day for clients that ask again"),
    )
}
NAMES = (PERSONAL_DATA, *KEYS)


@dataclass(frozen=True, slots=True)
class KeyAge:
    """A key as a list shows it; `made_on` is None before its first use."""

    name: str
    protects: str
    made_on: date | None
    former: int  # keys before it that still open or check


def key_ages(settings: Settings) -> tuple[KeyAge, ...]:
    """Every key with the day it was made.

    Raises:
        InvalidSettings: The keys for personal data cannot be read.
    """
    personal = personal_keys(settings).ring()
    return (
        KeyAge(
            PERSONAL_DATA,
            f"people's data in the database; key {personal[0].id}",
            personal[0].made_on,
            len(personal) - 1,
        ),
        *(_age(one, settings) for one in KEYS.values()),
    )


def replace_by_new(settings: Settings, name: str, *, at_once: bool) -> None:
    """Put a new key in the place of one; it stands in the audit ledger.

    Args:
        at_once: Keep nothing of the one before: what it signed is not taken any more.

    Raises:
        InvalidSettings: It cannot be read or written, or this key cannot go at once.
        LedgerUnavailable: The database did not answer.
    """
    if at_once and name != "session":
        raise InvalidSettings(f"what {name} has sealed or signed would be lost; leave --at-once")
    if name == PERSONAL_DATA:
        personal_keys(settings).put_new_first()
        _record(settings, name, "replace-key")
        return
    key = KEYS[name]
    keep = None if at_once else key.keep
    replace_key(key.path(settings), open_ledger(settings).clock.now().date(), keep)
    _record(settings, name, "replace-key")
    _reseal(settings, key)


def seal_personal_data(settings: Settings) -> Iterator[Progress]:
    """Seal with the key that writes what it has not sealed, a few hundred rows at a time.

    Raises:
        LedgerUnavailable: The database did not answer; what was done stays done.
    """
    for url in _ledgers(settings):
        yield from seal(url, personal_fields(settings))


def forget_key(settings: Settings, name: str) -> int:
    """Remove the keys that another has replaced, once nothing needs them; how many.

    Raises:
        InvalidSettings: They are needed for good, or a secret opens with none of the keys.
        LedgerUnavailable: The database did not answer.
    """
    if name == PERSONAL_DATA:
        return _forget_personal(settings)
    key = KEYS[name]
    if key.keep is public_half:
        raise InvalidSettings("with the public halves old documents are checked; they stay")
    _reseal(settings, key)
    count = forget_former(key.path(settings))
    _record(settings, name, "forget-key")
    return count


def _forget_personal(settings: Settings) -> int:
    file = personal_keys(settings)
    # Every row once more: a process that had not seen the new key yet may have used the old one.
    for url in _ledgers(settings):
        for _ in seal_from_the_start(url, personal_fields(settings)):
            pass
    former = file.ring()[1:]
    for one in former:
        file.drop(one.id)
    _record(settings, PERSONAL_DATA, "forget-key")
    return len(former)


def _reseal(settings: Settings, key: ServiceKey) -> None:
    if key.sealed is not None:
        for url in _ledgers(settings):
            engines = open_engines(url)
            with engines.transaction() as connection:
                reseal(connection, key.sealed, text_seal(key.path(settings)))
            engines.close()


def _ledgers(settings: Settings) -> Iterator[str]:
    """The ledger, and that of the samples, which is under the same keys."""
    yield settings.ledger_url
    if settings.sandbox_folder.exists():
        upgrade(sandbox_url(settings), personal=personal_fields(settings))
        yield sandbox_url(settings)


def _age(key: ServiceKey, settings: Settings) -> KeyAge:
    path = key.path(settings)
    made_on = None
    if path.exists():
        kept_key(path)  # refuses one that others may read
        made_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return KeyAge(key.name, key.protects, made_on, len(former_files(path)))


def _record(settings: Settings, name: str, verb: str) -> None:
    ledger = open_ledger(settings)
    with ledger.transaction() as work:
        at = ledger.clock.now()
        detail = (("key", name),)
        work.audit.append(AuditAct(at=at, actor=OPERATOR, verb=verb, case=None, detail=detail))
