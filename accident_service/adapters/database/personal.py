"""Personal data in columns: what stores call instead of writing and reading them bare.

Every connection carries what seals them, so that no store has to be handed it.
"""

from sqlalchemy import Column, ColumnElement, Connection

from accident_service.adapters.personal_data.fields import PersonalFields

PERSONAL = "personal_fields"  # the execution option of every connection


def fields_of(connection: Connection) -> PersonalFields:
    """What seals personal data on this connection."""
    fields = connection.get_execution_options()[PERSONAL]
    if not isinstance(fields, PersonalFields):
        raise TypeError(f"expected personal fields, not {type(fields)}")
    return fields


def sealed(connection: Connection, column: Column[str], row: object, text: str) -> str:
    """The text as the column keeps it; `row` is the row's primary key, see `row_of`."""
    return fields_of(connection).sealed(text, str(column), str(row))


def opened(connection: Connection, column: Column[str], row: object, kept: str) -> str:
    """What the column of this row says.

    Raises:
        InvalidSettings: No key of ours opens it, or it was changed or moved.
    """
    return fields_of(connection).opened(kept, str(column), str(row))


def alike(connection: Connection, column: Column[str], text: str) -> str:
    """The text as a column keeps it by whose whole value rows are found."""
    return fields_of(connection).alike(text, str(column))


def opened_alike(connection: Connection, column: Column[str], kept: str) -> str:
    """What was kept by `alike`.

    Raises:
        InvalidSettings: No key of ours opens it, or it was changed.
    """
    return fields_of(connection).opened_alike(kept, str(column))


def says(connection: Connection, column: Column[str], text: str) -> ColumnElement[bool]:
    """The condition that a column kept by `alike` holds this text, under whichever key."""
    return column.in_(fields_of(connection).spellings(text, str(column)))


def row_of(*key: object) -> str:
    """A primary key of several columns, in the order of the table, as one word."""
    return "/".join(str(one) for one in key)
