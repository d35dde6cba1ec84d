"""What happened with every camera, in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from accident_service.adapters.database import accident_places
from accident_service.adapters.database.camera_histories import (
    histories_of,
    key_of,
    newest_readings,
)
from accident_service.adapters.database.camera_tables import (
    accident_place,
    camera_fetch,
    camera_reading,
    clip_wanted,
)
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.stage import FINISHED, Stage
from accident_service.casework.camera_ports import (
    AccidentPlace,
    AskedClip,
    CameraKey,
    FetchNote,
    PlaceTally,
    ReadingNote,
    WantedClip,
)
from accident_service.footage.health import FetchHistory, FetchOutcome, health_begins_at
from accident_service.quantities.identifiers import CameraId, CaseId, ClipId, SiteId

# One who drives to the scene wants the recording no less.
ENDED = tuple(one.value for one in FINISHED - {Stage.REFERRED})


@dataclass(frozen=True, slots=True)
class SqlCameraDiary:
    """A `CameraDiary`; every note is a transaction of its own, for the steps have none open."""

    engines: Engines

    def note_place(self, place: AccidentPlace, wanted: Sequence[WantedClip]) -> None:
        """Where an accident was and what is wanted; see the port."""
        with self.engines.transaction() as connection:
            for table in (clip_wanted, accident_place):
                connection.execute(delete(table).where(table.c.case_id == place.case))
            connection.execute(
                insert(accident_place).values(
                    case_id=place.case,
                    site=place.site,
                    x_m=place.x_m,
                    y_m=place.y_m,
                    sigma_m=place.sigma_m,
                    at=place.at,
                    outcome=place.outcome.value,
                )
            )
            for one in wanted:
                connection.execute(
                    insert(clip_wanted).values(
                        case_id=one.case,
                        camera=one.key.camera,
                        site=one.key.site,
                        kept_until_at=one.kept_until_at,
                        answered=False,
                    )
                )

    def note_fetch(self, note: FetchNote) -> None:
        """How a request ended; see the port."""
        with self.engines.transaction() as connection:
            connection.execute(
                insert(camera_fetch).values(
                    site=note.key.site,
                    camera=note.key.camera,
                    at=note.at,
                    outcome=note.outcome.value,
                )
            )
            connection.execute(
                update(clip_wanted)
                .where(clip_wanted.c.case_id == note.case, clip_wanted.c.camera == note.key.camera)
                .values(
                    answered=note.outcome is not FetchOutcome.NO_ANSWER,
                    outcome=note.outcome.value,
                    outcome_at=note.at,
                )
            )

    def asked_of(self, case: CaseId) -> Mapping[CameraId, AskedClip]:
        """How asking went for one case; see the port."""
        query = select(clip_wanted).where(clip_wanted.c.case_id == case)
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return {
            CameraId(row.camera): AskedClip(
                kept_until_at=row.kept_until_at,
                outcome=FetchOutcome(row.outcome) if row.outcome else None,
                at=row.outcome_at,
            )
            for row in rows
        }

    def note_reading(self, note: ReadingNote) -> None:
        """How a clip read; see the port."""
        with self.engines.transaction() as connection:
            connection.execute(
                insert(camera_reading).values(
                    case_id=note.case,
                    site=note.key.site,
                    camera=note.key.camera,
                    clip=note.clip,
                    at=note.at,
                    standing=note.standing,
                    measured=note.measured,
                )
            )

    def histories(
        self, cameras: Sequence[CameraKey], *, now_at: datetime
    ) -> Mapping[CameraKey, FetchHistory]:
        """The requests to these cameras; see the port."""
        with self.engines.glance() as connection:
            return dict(histories_of(connection, cameras, health_begins_at(now_at)))

    def last_readings(self, cameras: Sequence[CameraKey]) -> Mapping[CameraKey, ReadingNote]:
        """The newest reading of each of these cameras; see the port."""
        with self.engines.glance() as connection:
            rows = newest_readings(connection, cameras)
        return {key: _reading(row) for key, row in rows.items()}

    def readings(self, key: CameraKey, *, limit: int) -> tuple[ReadingNote, ...]:
        """The newest readings of one camera; see the port."""
        table = camera_reading
        query = select(table).where(table.c.site == key.site, table.c.camera == key.camera)
        with self.engines.glance() as connection:
            rows = connection.execute(
                query.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
            ).all()
        return tuple(_reading(row) for row in rows)

    def waiting(self) -> tuple[WantedClip, ...]:
        """Recordings that open cases still wait for; see the port."""
        table = clip_wanted
        query = (
            select(table)
            .join(accident_case, accident_case.c.id == table.c.case_id)
            .where(
                table.c.answered.is_(False),
                accident_case.c.stage.not_in(ENDED),
            )
            .order_by(table.c.kept_until_at, table.c.case_id, table.c.camera)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query).all()
        return tuple(
            WantedClip(case=CaseId(row.case_id), key=key_of(row), kept_until_at=row.kept_until_at)
            for row in rows
        )

    def places(self, *, since: datetime, site: SiteId | None = None) -> tuple[AccidentPlace, ...]:
        """Where accidents were reported since then; see the port."""
        with self.engines.glance() as connection:
            return accident_places.listed(connection, since, site)

    def tallies(self, *, since: datetime) -> Mapping[SiteId | None, PlaceTally]:
        """The places since then in a nutshell; see the port."""
        with self.engines.glance() as connection:
            return accident_places.added_up(connection, since)


def _reading(row: KeptRow) -> ReadingNote:
    return ReadingNote(
        case=CaseId(row.case_id),
        key=key_of(row),
        clip=ClipId(row.clip),
        at=row.at,
        standing=row.standing,
        measured=row.measured,
    )
