"""What counts the numbers of determinations and other documents, all kinds alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Table, select, update

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.evidence_tables import determination_number
from accident_service.adapters.database.proceedings_tables import paper_number
from accident_service.quantities.identifiers import DocumentNumber


class _Place(NamedTuple):
    """Where a number is counted, and how far the count was when it was given out."""

    table: Table
    counter: dict[str, object]
    drawn: int


@dataclass(frozen=True, slots=True)
class SqlIssuedNumbers:
    """An `IssuedNumbers`."""

    engines: Engines

    def will_come(self, number: DocumentNumber) -> bool:
        """Is this number still to be given out?"""
        place = _place_of(number)
        with self.engines.glance() as connection:
            last = connection.execute(
                select(place.table.c.last).filter_by(**place.counter)
            ).scalar_one_or_none()
        return (last or 0) < place.drawn

    def pass_over(self, numbers: Sequence[DocumentNumber]) -> None:
        """Never give out these numbers, nor smaller ones of the same kind and year."""
        with self.engines.transaction() as connection:
            for number in numbers:
                _pass_over(connection, _place_of(number))


def _pass_over(connection: Connection, place: _Place) -> None:
    table = place.table
    connection.execute(
        insert_into(connection, table).values(**place.counter, last=0).on_conflict_do_nothing()
    )
    connection.execute(
        update(table)
        .filter_by(**place.counter)
        .where(table.c.last < place.drawn)
        .values(last=place.drawn)
    )


def _place_of(number: DocumentNumber) -> _Place:
    """As the stores write numbers: unit, year, and the kind's letter but for determinations."""
    unit, year, rest = number.rsplit("-", 2)
    counter: dict[str, object] = {"unit": unit, "year": int(year)}
    if rest.isdigit():
        return _Place(determination_number, counter, int(rest))
    return _Place(paper_number, counter | {"kind": rest[0]}, int(rest[1:]))
