"""Mediation of damages: asked for by both parties, noted by an officer."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile import happenings
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.deadlines import DeadlineState, due
from accident_service.casefile.decision import Officer
from accident_service.casefile.mediation import (
    Mediation,
    MediationEnd,
    MediationResult,
    MediationWish,
)
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.time_limits import LimitKind, TimeLimits
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.document_in_force import demand_in_force
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.serve_document import demand_seen, demand_unit_of
from accident_service.errors import BeyondCalendar, InvalidDecision, NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter

SHORTEST_TERMS = 5  # characters [design]


@dataclass(frozen=True, slots=True)
class Mediate:
    """The parties' joint request (SPR-86) and how it ended (SPR-87, 93, 94)."""

    ledger: Ledger
    clock: Clock
    limits: TimeLimits
    calendar: WorkingCalendar

    def ask(self, case_id: CaseId, letter: PartyLetter) -> Mediation:
        """The request with this party's signature; asking twice changes nothing.

        Raises:
            NotFound: There is no document the damages could follow from, or no such party.
            InvalidDecision: The ten working days since this party's receipt are over.
            StepOutOfOrder: The mediation has ended.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            document = demand_in_force(work, case)
            self._demand_in_time(proceedings, document.document, letter, at)
            wish = MediationWish(letter=letter, name=_name(case, letter), asked_at=at)
            known = proceedings.mediation or Mediation(document=document.document, wishes=())
            mediation = known.joined_by(wish)
            after = proceedings.with_mediation(mediation)
            if after.version != proceedings.version:
                act = AuditAct(
                    at=at, actor=f"driver:{letter}", verb="request-mediation", case=case.id
                )
                _keep(work, after, act)
        return mediation

    def _demand_in_time(
        self, proceedings: Proceedings, document: DocumentNumber, letter: PartyLetter, at: datetime
    ) -> None:
        """SPR-86: counted from the document, or from the conclusion that upheld it."""
        upheld = happenings.upholding(proceedings.reviews)
        received = [proceedings.served_at(one, letter) for one in (document, *upheld)]
        since_at = max((one for one in received if one is not None), default=None)
        if since_at is None:
            return
        try:
            limit = due(self.limits[LimitKind.REQUEST_MEDIATION], since_at, self.calendar)
        except BeyondCalendar:  # nobody is refused for a day that cannot be told
            return
        if limit.state_at(at) is DeadlineState.OVERDUE:
            raise InvalidDecision("the ten working days after receipt are over (SPR-86)")

    def note(
        self,
        case_id: CaseId,
        result: tuple[MediationEnd, str],
        officer: Officer,
        *,
        seen_version: int,
    ) -> Mediation:
        """The mediation with its result, as this officer noted it.

        Raises:
            CaseMovedOn: The proceedings are not as the officer saw them.
            NotPermitted: The officer's unit has nothing to do with the case.
            NotFound: Nobody has asked for mediation.
            InvalidDecision: The terms, or why there are none, are missing.
            StepOutOfOrder: It has ended before, or was not asked for by both.
        """
        end, terms = result
        if len(terms.strip()) < SHORTEST_TERMS:
            raise InvalidDecision("note the terms agreed on, or why there are none")
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand_seen(proceedings, seen_version)
            demand_unit_of(case, proceedings, officer)
            if proceedings.mediation is None:
                raise NotFound("nobody has asked for mediation in this case")
            mediation = proceedings.mediation.ended(
                MediationResult(
                    end=end,
                    terms=terms.strip(),
                    officer=officer.id,
                    officer_name=officer.name,
                    noted_at=at,
                )
            )
            act = AuditAct(
                at=at,
                actor=f"officer:{officer.id}",
                verb="note-mediation",
                case=case.id,
                detail=(("end", end),),
            )
            _keep(work, proceedings.with_mediation(mediation), act)
        return mediation


def _keep(work: UnitOfWork, after: Proceedings, act: AuditAct) -> None:
    work.proceedings.save(after)
    work.audit.append(act)


def _name(case: Case, letter: PartyLetter) -> str:
    party = case.party(letter)
    if party is None:
        raise NotFound(f"case {case.tracking_code} has no party {letter}")
    return party.name
