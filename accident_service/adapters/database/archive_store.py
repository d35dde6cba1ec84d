"""The end of a case in SQL: what it consists of, its deletion, and its tombstone."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, select, update

from accident_service.adapters.database.archive_tables import tombstone as table
from accident_service.adapters.database.blob_uses import used_elsewhere
from accident_service.adapters.database.case_tables import accident_case, outbox, step_attempt
from accident_service.adapters.database.documents import (
    blob_of_text,
    text_of_tombstone,
    tombstone_of_text,
)
from accident_service.adapters.database.evidence_tables import determination
from accident_service.adapters.database.metadata import METADATA, KeptRow
from accident_service.adapters.database.personal import opened
from accident_service.adapters.database.proceedings_tables import paper, proceedings
from accident_service.casefile.tombstone import FileItem, Tombstone
from accident_service.casework.proceedings_ports import PaperKind
from accident_service.casework.retention_ports import KeptDocument
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId


class SqlArchiveStore:
    """An `ArchiveStore` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def documents(self, case_id: CaseId) -> tuple[KeptDocument, ...]:
        """Every document ever issued in the case, revoked ones too."""
        made = self._rows(determination, case_id)
        papers = self._rows(paper, case_id)
        found = (
            *(self._document(determination, row, "determination") for row in made),
            *(self._document(paper, row, _named(PaperKind(row.kind))) for row in papers),
        )
        return tuple(sorted(found, key=lambda one: (one.issued_at, one.number)))

    def records(self, case_id: CaseId) -> tuple[FileItem, ...]:
        """The case's own records in the ledger, by the hash of their text."""
        kept = (
            ("case-record", accident_case.c.document, accident_case.c.id),
            ("proceedings-record", proceedings.c.document, proceedings.c.case_id),
        )
        return tuple(
            _record(kind, opened(self._connection, document, case_id, text))
            for kind, document, key in kept
            for text in self._connection.execute(select(document).where(key == case_id)).scalars()
        )

    def used_elsewhere(self, case_id: CaseId, hashes: frozenset[str]) -> frozenset[str]:
        """Those of the hashes that another case, or a document of another case, refers to."""
        return used_elsewhere(self._connection, case_id, hashes)

    def bury(self, tombstone: Tombstone) -> None:
        """Delete everything of the case but its audit entries; keep the tombstone.

        Every table that refers to the case is emptied of it, whichever there may be.

        Raises:
            NotFound: There is no such case (any more).
        """
        attempts = select(step_attempt.c.id).where(step_attempt.c.case_id == tombstone.case)
        self._connection.execute(delete(outbox).where(outbox.c.attempt_id.in_(attempts)))
        for one in reversed(METADATA.sorted_tables):
            for key in one.foreign_keys:
                if key.column.table is accident_case:
                    self._connection.execute(delete(one).where(key.parent == tombstone.case))
        gone = self._connection.execute(
            delete(accident_case).where(accident_case.c.id == tombstone.case)
        )
        if gone.rowcount != 1:
            raise NotFound(f"no case {tombstone.case}")
        self._connection.execute(
            insert(table).values(
                case_id=tombstone.case,
                tracking_code=tombstone.tracking_code,
                destroyed_at=tombstone.destroyed_at,
                document=text_of_tombstone(tombstone),
            )
        )

    def tombstone(self, tracking_code: str) -> Tombstone:
        """What is left of a destroyed case.

        Raises:
            NotFound: No case of this code was destroyed.
        """
        query = select(table.c.document).where(table.c.tracking_code == tracking_code)
        text = self._connection.execute(query).scalar()
        if text is None:
            raise NotFound(f"no case {tracking_code} was destroyed")
        return tombstone_of_text(text)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """The index of destroyed cases, in the order of destruction."""
        query = select(table.c.document).order_by(table.c.destroyed_at, table.c.case_id)
        return tuple(tombstone_of_text(one) for one in self._connection.execute(query).scalars())

    def unswept(self) -> tuple[Tombstone, ...]:
        """Those whose bytes may still lie in the blob store."""
        query = select(table.c.document).where(table.c.swept_at.is_(None))
        return tuple(tombstone_of_text(one) for one in self._connection.execute(query).scalars())

    def swept(self, case_id: CaseId, at: datetime) -> None:
        """Note that the bytes are gone."""
        self._connection.execute(
            update(table).where(table.c.case_id == case_id).values(swept_at=at)
        )

    def _rows(self, of: Table, case_id: CaseId) -> list[KeptRow]:
        return list(self._connection.execute(select(of).where(of.c.case_id == case_id)).all())

    def _document(self, of: Table, row: KeptRow, name: str) -> KeptDocument:
        text = opened(self._connection, of.c.document, row.number, row.document)
        return KeptDocument(
            number=row.number,
            issued_at=row.issued_at,
            items=(
                _record(f"{name}-record", text),
                FileItem(kind=f"{name}-pdf", sha256=blob_of_text(row.pdf).sha256),
                FileItem(kind=f"{name}-json", sha256=blob_of_text(row.json).sha256),
            ),
        )


def _named(kind: PaperKind) -> str:
    return kind.name.lower().replace("_", "-")


def _record(kind: str, text: str) -> FileItem:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return FileItem(kind=kind, sha256=sha256, is_blob=False)
