"""Rows of the people of the house: an officer to columns and back, and the unit they name."""

from sqlalchemy import Connection, select

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.decision import Officer, Qualification
from accident_service.quantities.identifiers import OfficerId, UnitId


def columns_of_officer(officer: Officer) -> dict[str, object]:
    """The officer's own columns."""
    return {
        "id": officer.id,
        "name": officer.name,
        "police_no": officer.police_no,
        "unit": officer.unit,
        "unit_name": officer.unit_name,
        "may_decide_simple_procedure": officer.may_decide_simple_procedure,
        "qualification": officer.qualification.value,
        "higher_unit": officer.higher_unit,
        "higher_unit_name": officer.higher_unit_name,
    }


def officer_of(row: KeptRow) -> Officer:
    """The officer of a row of the table `officer`."""
    return Officer(
        id=OfficerId(row.id),
        name=row.name,
        police_no=row.police_no,
        unit=UnitId(row.unit),
        unit_name=row.unit_name,
        may_decide_simple_procedure=row.may_decide_simple_procedure,
        qualification=Qualification(row.qualification),
        higher_unit=None if row.higher_unit is None else UnitId(row.higher_unit),
        higher_unit_name=row.higher_unit_name,
    )


def note_unit(connection: Connection, officer: Officer) -> None:
    """Enter the units an officer names, where they are not entered yet."""
    if officer.higher_unit is not None:
        _enter(connection, officer.higher_unit, officer.higher_unit_name, None)
    _enter(connection, officer.unit, officer.unit_name, officer.higher_unit)


def _enter(connection: Connection, code: UnitId, name: str, higher: UnitId | None) -> None:
    entered = insert_into(connection, unit_table).values(code=code, name=name, higher=higher)
    connection.execute(entered.on_conflict_do_nothing())
    if higher is None:
        return
    known = connection.execute(
        select(unit_table.c.higher).where(unit_table.c.code == code)
    ).scalar()
    if known is None:
        connection.execute(
            unit_table.update().where(unit_table.c.code == code).values(higher=higher)
        )
