"""The call-up register in memory."""

from accident_service.casework.call_up_ports import CallUp, CallUpQuery, KeptCallUp
from tests.fakes.ledger_tables import Tables


class FakeCallUps:
    """A `CallUpRegister` on the tables of one unit of work."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def enter(self, entry: CallUp) -> bool:
        """Once each."""
        kept = self._tables.call_ups
        if any(one.entry.key == entry.key for one in kept):
            return False
        kept.append(KeptCallUp(number=len(kept) + 1, entry=entry))
        return True

    def found(self, query: CallUpQuery, *, limit: int) -> tuple[KeptCallUp, ...]:
        """Newest first."""
        fits = [one for one in reversed(self._tables.call_ups) if _fits(one, query)]
        return tuple(fits[:limit])


def _fits(one: KeptCallUp, query: CallUpQuery) -> bool:
    entry = one.entry
    words = (entry.tracking_code, entry.camera, entry.unit, entry.name)
    return (
        (query.network is None or entry.network is query.network)
        and any(query.words.lower() in word.lower() for word in words)
        and (query.from_at is None or entry.at >= query.from_at)
        and (query.to_at is None or entry.at < query.to_at)
        and (query.before is None or one.number < query.before)
    )
