"""The call-up register in SQL; nothing here changes or deletes an entry."""

import hashlib

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from accident_service.adapters.database.call_up_tables import call_up
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casework.call_up_ports import CallUp, CallUpQuery, KeptCallUp
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId, CaseId, SiteId


class SqlCallUps:
    """A `CallUpRegister` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, entry: CallUp) -> bool:
        """Write the entry; False where it stands there already."""
        key = hashlib.sha256("\n".join(entry.key).encode()).hexdigest()
        known = select(call_up.c.number).where(call_up.c.request_key == key)
        if self._connection.execute(known).first() is not None:
            return False
        self._connection.execute(
            insert(call_up).values(
                request_key=key,
                at=entry.at,
                case_id=entry.case,
                tracking_code=entry.tracking_code,
                network=entry.network.value,
                site=entry.site,
                camera=entry.camera,
                from_at=entry.from_at,
                to_at=entry.to_at,
                reason=entry.reason,
                unit=entry.unit,
                name=entry.name,
                basis=entry.basis,
                due=entry.due,
            )
        )
        return True

    def found(self, query: CallUpQuery, *, limit: int) -> tuple[KeptCallUp, ...]:
        """Entries, newest first."""
        wanted = (
            select(call_up)
            .where(*_conditions(query))
            .order_by(call_up.c.number.desc())
            .limit(limit)
        )
        return tuple(_kept(row) for row in self._connection.execute(wanted))


def _conditions(query: CallUpQuery) -> list[ColumnElement[bool]]:
    table = call_up.c
    wanted: list[ColumnElement[bool]] = []
    if query.network is not None:
        wanted.append(table.network == query.network.value)
    if query.words:
        named = (table.tracking_code, table.camera, table.unit, table.name)
        wanted.append(or_(*(one.icontains(query.words, autoescape=True) for one in named)))
    if query.from_at is not None:
        wanted.append(table.at >= query.from_at)
    if query.to_at is not None:
        wanted.append(table.at < query.to_at)
    if query.before is not None:
        wanted.append(table.number < query.before)
    return wanted


def _kept(row: KeptRow) -> KeptCallUp:
    return KeptCallUp(
        number=row.number,
        entry=CallUp(
            at=row.at,
            case=CaseId(row.case_id),
            tracking_code=row.tracking_code,
            network=CameraNetwork(row.network),
            site=SiteId(row.site),
            camera=CameraId(row.camera),
            from_at=row.from_at,
            to_at=row.to_at,
            reason=row.reason,
            unit=row.unit,
            name=row.name,
            basis=row.basis,
            due=row.due,
        ),
    )
