"""Seals personal data from before there was a key, beside the work and never in its way."""

from dataclasses import dataclass, field

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.sealing import next_batch
from accident_service.adapters.personal_data.fields import PersonalFields
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger, personal_fields


@dataclass(slots=True)
class SealBeside:
    """A few hundred rows a turn, until all are sealed with the key that writes."""

    ledger: SqlLedger
    personal: PersonalFields
    done_with: str = field(default="")  # the key that everything is sealed with

    def turn(self) -> int:
        """Seal the next rows; how many were changed.

        Raises:
            LedgerUnavailable: The database did not answer.
        """
        first = self.personal.ring()[0].id
        if first == self.done_with:
            return 0
        with self.ledger.engines.transaction() as connection:
            step = next_batch(connection)
        if step is None:
            self.done_with = first
            return 0
        return step.changed


def open_sealing(settings: Settings) -> SealBeside:
    """What goes on sealing; connections of its own, for a thread of its own."""
    return SealBeside(open_ledger(settings), personal_fields(settings))
