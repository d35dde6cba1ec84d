"""Destroying a case whose time is over, by a named officer's approval.

First the ledger, in one transaction: the case's rows go, the tombstone comes, and the audit
chain goes on; then the bytes. A crash between the two leaves a tombstone that is not swept,
and the next `sweep` removes what it still names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.retention import RetentionPeriods, closed_on, is_closed
from accident_service.casefile.stage import FINISHED
from accident_service.casefile.tombstone import (
    DestructionApproval,
    FileItem,
    Tombstone,
    approval,
    items_in,
)
from accident_service.casefile.working_days import beijing_date
from accident_service.casework.ports import BlobStore, Clock, Ledger, UnitOfWork
from accident_service.casework.retention_ports import CutPictures
from accident_service.errors import Conflict

PAGE_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCase:
    """One closed case and until when it must be kept."""

    case: Case
    closed_on: date
    kept_until: date
    numbers: tuple[str, ...]
    items: tuple[FileItem, ...] = ()  # what would be destroyed, but for the ledger's own records


# Several runs' worth: who is years behind gets on by these. [design]
MOST_DUE = 1000


@dataclass(frozen=True, slots=True)
class DestroyCase:
    """List the cases whose time is over, destroy one, and clear up after an interruption."""

    ledger: Ledger
    blobs: BlobStore
    clock: Clock
    periods: RetentionPeriods
    cut_pictures: CutPictures | None = None  # what lies about of clips already looked at

    def due(self) -> tuple[ClosedCase, ...]:
        """Cases that need not be kept any longer, longest over first; of many, the first filed."""
        today = beijing_date(self.clock.now())
        with self.ledger.reading() as unit:
            # Longest filed first: who was filed too lately cannot be over, nor can the rest.
            old = takewhile(lambda case: self._may_be_over(case, today), _finished(unit))
            closed = (one for case in old for one in self._closed(unit, case))
            over = [*islice((one for one in closed if one.kept_until < today), MOST_DUE)]
        return tuple(sorted(over, key=lambda one: (one.kept_until, one.case.id)))

    def __call__(self, tracking_code: str, officer: Officer, reason: str) -> Tombstone:
        """Destroy the case, and its bytes unless another case needs them.

        Raises:
            NotFound: There is no such case.
            Conflict: It is not closed, or must still be kept.
            InvalidDecision: The reason is too short.
            BlobStoreUnavailable: The case is gone, its bytes are not all; `sweep` goes on.
        """
        return self.approved(tracking_code, approval(officer, reason, self.clock.now()))

    def approved(self, tracking_code: str, approval: DestructionApproval) -> Tombstone:
        """The same by an approval given before.

        Raises:
            NotFound, Conflict, BlobStoreUnavailable: As above.
        """
        with self.ledger.transaction() as unit:
            tombstone = self._tombstone(unit, tracking_code, approval)
            unit.archive.bury(tombstone)
            unit.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"officer:{approval.officer}",
                    verb="destroy-case",
                    case=tombstone.case,
                    detail=(
                        ("kept-until", tombstone.kept_until.isoformat()),
                        ("items", str(len(tombstone.items))),
                        ("shared", str(len(tombstone.shared))),
                    ),
                )
            )
        self.sweep()
        return tombstone

    def sweep(self) -> int:
        """Remove the bytes that destroyed cases have left behind; how many cases had some.

        Bytes that another case has come to need since are left alone.
        """
        with self.ledger.reading() as unit:
            unswept = unit.archive.unswept()
        for tombstone in unswept:
            with self.ledger.transaction() as unit:
                wanted = frozenset(tombstone.blobs_to_remove)
                still_used = unit.archive.used_elsewhere(tombstone.case, wanted)
                for sha256 in sorted(wanted - still_used):
                    self.blobs.remove(sha256)
                    if self.cut_pictures is not None:
                        self.cut_pictures.forget(sha256)
                unit.archive.swept(tombstone.case, self.clock.now())
        return len(unswept)

    def _tombstone(
        self, unit: UnitOfWork, tracking_code: str, approval: DestructionApproval
    ) -> Tombstone:
        now_at = self.clock.now()
        case = unit.cases.with_tracking_code(tracking_code)
        closed = next(self._closed(unit, case), None)
        if closed is None:
            raise Conflict(f"case {tracking_code} is {case.stage} and not closed")
        if closed.kept_until >= beijing_date(now_at):
            raise Conflict(f"case {tracking_code} must be kept until {closed.kept_until}")
        documents = unit.archive.documents(case.id)
        items = (
            *items_in(case),
            *unit.archive.records(case.id),
            *(item for one in documents for item in one.items),
        )
        blobs = frozenset(one.sha256 for one in items if one.is_blob)
        return Tombstone(
            case=case.id,
            tracking_code=tracking_code,
            ended_as=case.stage,
            numbers=closed.numbers,
            closed_on=closed.closed_on,
            kept_until=closed.kept_until,
            items=tuple(dict.fromkeys(items)),
            shared=tuple(sorted(unit.archive.used_elsewhere(case.id, blobs))),
            approval=approval,
            destroyed_at=now_at,
        )

    def _may_be_over(self, case: Case, today: date) -> bool:
        filed_on = beijing_date(case.report.filed_at)
        return min(self.periods.kept_until(one, filed_on) for one in FINISHED) < today

    def _closed(self, unit: UnitOfWork, case: Case) -> Iterator[ClosedCase]:
        proceedings = unit.proceedings.load(case.id)
        if not is_closed(case, proceedings):
            return
        documents = unit.archive.documents(case.id)
        ended_on = closed_on(case, proceedings, *(one.issued_at for one in documents))
        yield ClosedCase(
            case=case,
            closed_on=ended_on,
            kept_until=self.periods.kept_until(case.stage, ended_on),
            numbers=tuple(one.number for one in documents),
            items=(*items_in(case), *(item for one in documents for item in one.items)),
        )


def _finished(unit: UnitOfWork) -> Iterator[Case]:
    offset = 0
    while page := unit.cases.listed(FINISHED, limit=PAGE_LENGTH, offset=offset):
        yield from page
        offset += len(page)
