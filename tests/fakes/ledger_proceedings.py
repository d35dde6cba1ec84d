"""The stores of `FakeLedger` for what follows an officer's act."""

from dataclasses import replace

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.proceedings import NO_VERSION, Proceedings
from accident_service.casework.proceedings_ports import Paper, PaperContent, PaperKind
from accident_service.errors import CaseMovedOn, NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber, UnitId
from tests.fakes.ledger_tables import Tables


class FakePaperStore:
    """Papers by number, in the order they were issued."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def next_number(self, unit: UnitId, year: int, kind: PaperKind) -> DocumentNumber:
        """The next number of the unit's year and kind."""
        counter = (unit, year, kind)
        drawn = self._tables.last_paper_numbers.get(counter, 0) + 1
        self._tables.last_paper_numbers[counter] = drawn
        return DocumentNumber(f"{unit}-{year}-{kind}{drawn:06d}")

    def add(self, content: PaperContent, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued document."""
        kept = Paper(content=content, status=DeterminationStatus.ISSUED, pdf=pdf, json=json)
        self._tables.papers[content.number] = kept

    def paper(self, number: DocumentNumber) -> Paper:
        """One document."""
        if number not in self._tables.papers:
            raise NotFound(f"no document {number}")
        return self._tables.papers[number]

    def of_case(self, case_id: CaseId) -> tuple[Paper, ...]:
        """Every document of the case."""
        return tuple(one for one in self._tables.papers.values() if one.content.case == case_id)

    def set_status(self, number: DocumentNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on."""
        kept = self.paper(number)
        content = kept.content
        if isinstance(content, AccidentCertificate):
            content = replace(content, status=status)
        self._tables.papers[number] = replace(kept, content=content, status=status)


class FakeProceedingsStore:
    """Remembers, as the real one does, which versions the unit of work has seen."""

    def __init__(self, tables: Tables) -> None:
        self._kept = tables.proceedings
        self._seen: dict[CaseId, int] = {}

    def load(self, case_id: CaseId) -> Proceedings:
        """The newest version."""
        found = self._kept.get(case_id, Proceedings(case=case_id))
        self._seen.setdefault(case_id, found.version)
        return found

    def save(self, proceedings: Proceedings) -> None:
        """Keep a later version."""
        expected = self._seen.get(proceedings.case, proceedings.version - 1)
        if proceedings.version == expected:
            return
        stored = self._kept.get(proceedings.case)
        stored_version = NO_VERSION if stored is None else stored.version
        if stored_version != expected or proceedings.version < expected:
            raise CaseMovedOn("somebody was first")
        self._kept[proceedings.case] = proceedings
        self._seen[proceedings.case] = proceedings.version

    def under_review_by(self, unit: UnitId) -> tuple[CaseId, ...]:
        """Cases on this unit's desk, longest waiting first."""
        waiting = [
            (review.forwarded_at, case_id)
            for case_id, kept in self._kept.items()
            for review in kept.reviews
            if review.is_open and review.unit == unit and review.forwarded_at is not None
        ]
        return tuple(case_id for _, case_id in sorted(waiting))
