"""What the two databases do not share: insert unless it is there, and which index is read."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


T = TypeVar("T")


class Unsought(FunctionElement[T]):
    """A column by which SQLite does not look rows up; PostgreSQL knows by itself what pays.

    Without statistics SQLite takes the first index with a range on it, and sorts what it finds.
    Where another index has the rows in order of their groups, this leaves it only that one.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[T]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(Unsought)
def _as_it_is(element: Unsought[Any], compiler: SQLCompiler, **options: object) -> str:
    return str(compiler.process(next(iter(element.clauses)), **options))


@compiles(Unsought, "sqlite")
def _with_a_plus(element: Unsought[Any], compiler: SQLCompiler, **options: object) -> str:
    return f"+{compiler.process(next(iter(element.clauses)), **options)}"
