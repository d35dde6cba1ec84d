"""How far each photograph has come, in SQL, so that any web process can go on with it."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select, update

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import (
    alike,
    opened,
    opened_alike,
    says,
    sealed,
)
from accident_service.adapters.database.upload_tables import photo_upload as table
from accident_service.casefile.photo import Shot
from accident_service.casework.photo_ports import PhotoFacts, Upload
from accident_service.errors import Conflict, NotFound

_FACTS = TypeAdapter(PhotoFacts)


@dataclass(frozen=True, slots=True)
class SqlUploadRegister:
    """An `UploadRegister`."""

    engines: Engines

    def begin(self, upload: Upload) -> Upload:
        """Note a new upload, or return the one this phone began under the same key."""
        with self.engines.transaction() as connection:
            begun = select(table).where(
                says(connection, table.c.phone, upload.phone), table.c.key == upload.key
            )
            known = connection.execute(begun).one_or_none()
            if known is not None:
                return _upload(connection, known)
            connection.execute(
                insert_into(connection, table)
                .values(
                    id=upload.id,
                    phone=alike(connection, table.c.phone, upload.phone),
                    folder=alike(connection, table.c.folder, upload.folder),
                    key=upload.key,
                    shot=upload.shot,
                    length_bytes=upload.length_bytes,
                    offset_bytes=upload.offset_bytes,
                    begun_at=upload.begun_at,
                    sha256=upload.sha256,
                    refused=upload.refused,
                )
                .on_conflict_do_nothing(index_elements=[table.c.phone, table.c.key])
            )
            return _upload(connection, connection.execute(begun).one())

    def upload(self, upload_id: str) -> Upload:
        """One upload; NotFound where it is unknown or forgotten."""
        with self.engines.glance() as connection:
            row = connection.execute(select(table).where(table.c.id == upload_id)).one_or_none()
            if row is None:
                raise NotFound(f"no upload {upload_id}")
            return _upload(connection, row)

    def advance(self, upload_id: str, *, from_bytes: int, to_bytes: int) -> None:
        """Note that more bytes are safely kept; Conflict when it is elsewhere by now."""
        with self.engines.transaction() as connection:
            moved = connection.execute(
                update(table)
                .where(table.c.id == upload_id, table.c.offset_bytes == from_bytes)
                .values(offset_bytes=to_bytes)
            )
        if moved.rowcount != 1:
            raise Conflict(f"upload {upload_id} is no longer at {from_bytes}")

    def settle(self, upload: Upload) -> None:
        """Note hash, and facts or refusal."""
        facts = None if upload.facts is None else _FACTS.dump_json(upload.facts).decode()
        with self.engines.transaction() as connection:
            if facts is not None:
                facts = sealed(connection, table.c.facts, upload.id, facts)
            connection.execute(
                update(table)
                .where(table.c.id == upload.id)
                .values(sha256=upload.sha256, facts=facts, refused=upload.refused)
            )

    def in_folder(self, folder: str) -> tuple[Upload, ...]:
        """What has been begun for one purpose, oldest first."""
        query = select(table).order_by(table.c.begun_at, table.c.id)
        with self.engines.glance() as connection:
            rows = connection.execute(query.where(says(connection, table.c.folder, folder))).all()
            return tuple(_upload(connection, row) for row in rows)

    def hand_over(self, folder: str, to_folder: str) -> None:
        """What was for one purpose is for another from now on."""
        with self.engines.transaction() as connection:
            connection.execute(
                update(table)
                .where(says(connection, table.c.folder, folder))
                .values(folder=alike(connection, table.c.folder, to_folder))
            )

    def move(self, upload_id: str, to_folder: str) -> None:
        """One upload is for another purpose from now on."""
        with self.engines.transaction() as connection:
            connection.execute(
                update(table)
                .where(table.c.id == upload_id)
                .values(folder=alike(connection, table.c.folder, to_folder))
            )

    def remove(self, upload_id: str) -> None:
        """Forget it."""
        with self.engines.transaction() as connection:
            connection.execute(delete(table).where(table.c.id == upload_id))

    def begun_before(self, moment: datetime) -> tuple[Upload, ...]:
        """Uploads begun before that moment."""
        with self.engines.glance() as connection:
            rows = connection.execute(select(table).where(table.c.begun_at < moment)).all()
            return tuple(_upload(connection, row) for row in rows)


def _upload(connection: Connection, row: KeptRow) -> Upload:
    facts = None
    if row.facts is not None:
        facts = _FACTS.validate_json(opened(connection, table.c.facts, row.id, row.facts))
    return Upload(
        id=row.id,
        phone=opened_alike(connection, table.c.phone, row.phone),
        folder=opened_alike(connection, table.c.folder, row.folder),
        key=row.key,
        shot=Shot(row.shot),
        length_bytes=row.length_bytes,
        begun_at=row.begun_at,
        offset_bytes=row.offset_bytes,
        sha256=row.sha256,
        facts=facts,
        refused=row.refused,
    )
