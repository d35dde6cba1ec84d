"""The archive of `FakeLedger`: destruction and tombstones in memory."""

import hashlib
from datetime import datetime

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.retention_run import RetentionRun, RunState
from accident_service.casefile.tombstone import FileItem, Tombstone, items_in
from accident_service.casework.retention_ports import KeptDocument
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId
from tests.fakes.ledger_tables import Tables


class FakeArchiveStore:
    """Knows which hashes a case refers to, as the real one finds them in its texts."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def documents(self, case_id: CaseId) -> tuple[KeptDocument, ...]:
        """Every document ever issued in the case."""
        issued = [kept for kept in self._tables.issued.values() if kept[0].case == case_id]
        papers = [kept for kept in self._tables.papers.values() if kept.content.case == case_id]
        found = (
            *(
                _document("determination", (made.number, repr(made)), pdf, json)
                for made, pdf, json in issued
            ),
            *(
                _document("paper", (one.content.number, repr(one.content)), one.pdf, one.json)
                for one in papers
            ),
        )
        moments = (
            *(made.issued_at for made, _, _ in issued),
            *(_issued_at(one.content) for one in papers),
        )
        return tuple(
            KeptDocument(number=number, issued_at=at, items=items)
            for (number, items), at in zip(found, moments, strict=True)
        )

    def records(self, case_id: CaseId) -> tuple[FileItem, ...]:
        """The case's own records."""
        followed = self._tables.proceedings.get(case_id)
        return (
            _record("case-record", repr(self._tables.cases[case_id])),
            *((_record("proceedings-record", repr(followed)),) if followed else ()),
        )

    def used_elsewhere(self, case_id: CaseId, hashes: frozenset[str]) -> frozenset[str]:
        """Those another case refers to."""
        others = [one for one in self._tables.cases.values() if one.id != case_id]
        used = {item.sha256 for one in others for item in items_in(one)}
        documents = (document for one in others for document in self.documents(one.id))
        used |= {item.sha256 for document in documents for item in document.items}
        return hashes & used

    def bury(self, tombstone: Tombstone) -> None:
        """Delete everything of the case; keep the tombstone."""
        case_id, tables = tombstone.case, self._tables
        if tables.cases.pop(case_id, None) is None:
            raise NotFound(f"no case {case_id}")
        tables.attempts[:] = [one for one in tables.attempts if one.case != case_id]
        for number in [n for n, kept in tables.issued.items() if kept[0].case == case_id]:
            del tables.issued[number]
        for paper in [n for n, kept in tables.papers.items() if kept.content.case == case_id]:
            del tables.papers[paper]
        tables.proceedings.pop(case_id, None)
        tables.claims.pop(case_id, None)
        for key in [one for one in tables.seen if one[1] == case_id]:
            del tables.seen[key]
        tables.tombstones[case_id] = tombstone

    def tombstone(self, tracking_code: str) -> Tombstone:
        """What is left of a destroyed case."""
        for one in self._tables.tombstones.values():
            if one.tracking_code == tracking_code:
                return one
        raise NotFound(f"no case {tracking_code} was destroyed")

    def tombstones(self) -> tuple[Tombstone, ...]:
        """The index of destroyed cases."""
        found = self._tables.tombstones.values()
        return tuple(sorted(found, key=lambda one: (one.destroyed_at, one.case)))

    def unswept(self) -> tuple[Tombstone, ...]:
        """Those whose bytes may still be there."""
        return tuple(one for one in self.tombstones() if one.case not in self._tables.swept)

    def swept(self, case_id: CaseId, at: datetime) -> None:
        """Note that the bytes are gone."""
        self._tables.swept.add(case_id)


def _issued_at(content: object) -> datetime:
    for name in ("issued_at", "concluded_at", "agreed_at"):
        found = getattr(content, name, None)
        if isinstance(found, datetime):
            return found
    raise TypeError(f"{type(content)} says not when it was issued")


def _document(
    name: str, number_and_text: tuple[str, str], pdf: BlobRef, json: BlobRef
) -> tuple[str, tuple[FileItem, ...]]:
    number, text = number_and_text
    return number, (
        _record(f"{name}-record", text),
        FileItem(kind=f"{name}-pdf", sha256=pdf.sha256),
        FileItem(kind=f"{name}-json", sha256=json.sha256),
    )


def _record(kind: str, text: str) -> FileItem:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return FileItem(kind=kind, sha256=sha256, is_blob=False)


class FakeRetentionRunStore:
    """Runs by id."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def keep(self, run: RetentionRun) -> None:
        """Keep a run."""
        self._tables.retention_runs[run.id] = run

    def run(self, run_id: str) -> RetentionRun:
        """One run."""
        if run_id not in self._tables.retention_runs:
            raise NotFound(f"no run {run_id}")
        return self._tables.retention_runs[run_id]

    def runs(self, *states: RunState, limit: int) -> tuple[RetentionRun, ...]:
        """The newest first."""
        kept = self._tables.retention_runs.values()
        found = [one for one in kept if not states or one.state in states]
        found.sort(key=lambda one: (one.proposed_at, one.id), reverse=True)
        return tuple(found[:limit])
