"""Every blob the ledger names: of cases and their documents, and of cameras' surveys."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from accident_service.adapters.database.camera_tables import camera_still
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.tombstone import items_in
from accident_service.casework.reconcile_blobs import NamedBlob
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId

CASES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SqlNamedBlobs:
    """A `NamedBlobs`; reads some hundred cases at a time, so that no reading lasts long."""

    ledger: SqlLedger

    def every(self) -> Iterator[NamedBlob]:
        """Those of cases in the order of the cases, then those of cameras."""
        last = ""
        while cases := self._cases(after=last):
            yield from (one for case in cases for one in self._of(case))
            last = cases[-1]
        table = camera_still.c
        with self.ledger.engines.glance() as connection:
            rows = connection.execute(select(table.sha256, table.site, table.camera)).all()
        for row in rows:
            yield NamedBlob(row.sha256, "survey-still", f"{row.site}/{row.camera}")

    def to_be_removed(self) -> tuple[str, ...]:
        """Of destroyed cases that are not swept."""
        with self.ledger.reading() as work:
            unswept = work.archive.unswept()
        return tuple(sha256 for one in unswept for sha256 in one.blobs_to_remove)

    def _cases(self, after: str) -> list[CaseId]:
        key = accident_case.c.id
        query = select(key).where(key > after).order_by(key).limit(CASES_AT_ONCE)
        with self.ledger.engines.glance() as connection:
            return [CaseId(one) for one in connection.execute(query).scalars()]

    def _of(self, case_id: CaseId) -> list[NamedBlob]:
        try:
            with self.ledger.reading() as work:
                case = work.cases.load(case_id)
                documents = work.archive.documents(case_id)
        except NotFound:
            return []  # destroyed since it was listed
        items = (*items_in(case), *(item for one in documents for item in one.items))
        code = case.tracking_code
        return [NamedBlob(one.sha256, one.kind, code) for one in items if one.is_blob]
