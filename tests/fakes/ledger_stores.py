"""The stores of `FakeLedger`: cases, audit chain and determinations in memory."""

from dataclasses import replace
from datetime import datetime

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import GENESIS_HASH, AuditAct, AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Clock
from accident_service.errors import CaseMovedOn, Conflict, NotFound
from accident_service.quantities.identifiers import (
    CaseId,
    DeterminationNumber,
    SiteId,
    UnitId,
)
from tests.fakes.ledger_tables import Issued, Tables

NO_LONGER_IN_FORCE = (DeterminationStatus.REVOKED, DeterminationStatus.REPLACED)


class FakeCaseStore:
    """Remembers, as the real one does, which versions the unit of work has seen."""

    def __init__(self, tables: Tables) -> None:
        self._cases = tables.cases
        self._seen: dict[CaseId, int] = {}

    def add(self, case: Case) -> None:
        """Keep a new case."""
        if self.with_submission_key(case.report.submission_key) or case.id in self._cases:
            raise Conflict(f"report {case.report.submission_key} has been filed before")
        self._cases[case.id] = case
        self._seen[case.id] = case.version

    def load(self, case_id: CaseId) -> Case:
        """The newest version."""
        if case_id not in self._cases:
            raise NotFound(f"no case {case_id}")
        self._seen.setdefault(case_id, self._cases[case_id].version)
        return self._cases[case_id]

    def save(self, case: Case) -> None:
        """Keep the next version."""
        expected = self._seen.get(case.id, case.version - 1)
        if case.version == expected:
            return
        stored = self._cases.get(case.id)
        if stored is None or stored.version != expected or case.version < expected:
            raise CaseMovedOn(f"case {case.tracking_code} is no longer at version {expected}")
        self._cases[case.id] = case
        self._seen[case.id] = case.version

    def with_submission_key(self, key: str) -> Case | None:
        """The case filed under this key, if any."""
        found = [case for case in self._cases.values() if case.report.submission_key == key]
        return self.load(found[0].id) if found else None

    def with_tracking_code(self, code: str) -> Case:
        """The case people know by this code."""
        for case in self._cases.values():
            if case.tracking_code == code:
                return self.load(case.id)
        raise NotFound(f"no case with code {code}")

    def of_phone(self, phone: str) -> tuple[Case, ...]:
        """Cases in which a party gave this phone, newest first."""
        theirs = [case for case in self._in_order() if case.party_with_phone(phone)]
        return tuple(sorted(theirs, key=lambda case: case.report.filed_at, reverse=True))

    def at_site(self, site: SiteId, from_at: datetime, to_at: datetime) -> tuple[Case, ...]:
        """Cases that happened at a site within a time."""
        return tuple(
            case
            for case in self._in_order()
            if case.site == site and from_at <= case.report.occurred_at <= to_at
        )

    def listed(self, stages: frozenset[Stage], *, limit: int, offset: int) -> tuple[Case, ...]:
        """Cases at one of the stages, longest waiting first."""
        there = [case for case in self._in_order() if case.stage in stages]
        return tuple(there[offset : offset + limit])

    def count(self, stages: frozenset[Stage]) -> int:
        """How many cases stand at one of the stages."""
        return sum(case.stage in stages for case in self._cases.values())

    def _in_order(self) -> list[Case]:
        return sorted(self._cases.values(), key=lambda case: (case.report.filed_at, case.id))


class FakeAuditLedger:
    """The chain in a list."""

    def __init__(self, tables: Tables) -> None:
        self._entries = tables.audit

    def append(self, act: AuditAct) -> AuditEntry:
        """Write the next entry."""
        previous = self._entries[-1].entry_hash if self._entries else GENESIS_HASH
        entry = AuditEntry.following(len(self._entries) + 1, previous, act)
        self._entries.append(entry)
        return entry

    def of_case(self, case_id: CaseId) -> tuple[AuditEntry, ...]:
        """All entries about a case, oldest first."""
        return tuple(entry for entry in self._entries if entry.act.case == case_id)


class FakeDeterminationStore:
    """Determinations by number."""

    def __init__(self, tables: Tables, clock: Clock) -> None:
        self._tables = tables
        self._clock = clock

    def next_number(self, unit: UnitId, year: int) -> DeterminationNumber:
        """The next number of the unit's year."""
        drawn = self._tables.last_numbers.get((unit, year), 0) + 1
        self._tables.last_numbers[(unit, year)] = drawn
        return DeterminationNumber(f"{unit}-{year}-{drawn:06d}")

    def add(self, determination: Determination, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued determination."""
        self._tables.issued[determination.number] = (determination, pdf, json)
        self._tables.note_change(determination.number, self._clock.now())

    def set_status(self, number: DeterminationNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on."""
        if number not in self._tables.issued:
            raise NotFound(f"no determination {number}")
        determination, pdf, json = self._tables.issued[number]
        self._tables.issued[number] = (replace(determination, status=status), pdf, json)
        self._tables.note_change(number, self._clock.now())

    def of_case(self, case_id: CaseId) -> Issued | None:
        """The determination in force for a case."""
        theirs = [
            kept
            for kept in self._tables.issued.values()
            if kept[0].case == case_id and kept[0].status not in NO_LONGER_IN_FORCE
        ]
        return max(theirs, key=lambda kept: kept[0].version, default=None)

    def numbered(self, number: DeterminationNumber) -> Issued:
        """The determination of this number."""
        if number not in self._tables.issued:
            raise NotFound(f"no determination {number}")
        return self._tables.issued[number]
