"""A party applies for the determination online; where both had agreed, the case is disputed now."""

from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS, Stage
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.errors import NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class ApplyOnline:
    """The way from settling among themselves to the police (SPR-20.1), open to either party.

    The recordings are asked for with the first application, for cameras overwrite them; to
    decide, an officer needs both.
    """

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, letter: PartyLetter) -> Case:
        """The case with the application; a second tap changes nothing.

        Raises:
            StepOutOfOrder: It is decided or settled.
            NotPermitted: Only a party applies.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            given = case.statement(letter)
            if given is None:
                raise NotPermitted("only a party applies")
            negotiating = case.stage is Stage.NEGOTIATING
            if given.applies_for_online_determination and not negotiating:
                return case
            if negotiating:
                case = self._disputed(work, case, letter)
            case = _applied(case, letter, self.clock.now())
            self._record(work, case, letter, "apply-online")
            work.cases.save(case)
        return case

    def _disputed(self, work: UnitOfWork, case: Case, letter: PartyLetter) -> Case:
        """The ordinary case: nothing offered stands any more, and its cameras are asked."""
        proceedings = work.proceedings.load(case.id)
        if proceedings.offer is not None:
            work.proceedings.save(proceedings.with_offer(None))
        work.steps.request(case.id, Step.FIND_CLIPS)
        disputed = case.disputed()
        self._record(work, disputed, letter, "dispute-case")
        return disputed

    def _record(self, work: UnitOfWork, case: Case, letter: PartyLetter, verb: str) -> None:
        detail = (("routing", case.report.routing.code),)
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"driver:{letter}",
                verb=verb,
                case=case.id,
                detail=detail,
            )
        )


def _applied(case: Case, letter: PartyLetter, at: datetime) -> Case:
    """The case once this party, too, applies for the determination online (SPR-20.1).

    Raises:
        StepOutOfOrder: It is decided or settled, or the party has given no account.
    """
    given = case.statement(letter)
    if case.stage in CLOSED_TO_ACCOUNTS or given is None:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is too late")
    applied = given.with_application(at)
    statements = tuple(applied if one is given else one for one in case.statements)
    return replace(case, version=case.version + 1, statements=statements)
