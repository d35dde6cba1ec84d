"""The officer corrects what the proposal rests on, and the law answers at once.

The new proposal is worked out before the transaction, from the stored reconstruction; it is
kept only if the case is still as the officer saw it. How firm it is follows from a worker.
"""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.correct import correct, corrected_by, demand_open_to_correction
from accident_service.casefile.correction import (
    CHANGES_OF_MEASUREMENT,
    Correction,
    CorrectionRequest,
    PartiesChosen,
    Withdrawn,
    told,
)
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.liability.changes import FootprintMoved
from accident_service.liability.corrected import corrected
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.within_scene import demand_within, shifted_footprint
from accident_service.quantities.identifiers import CaseId, TrackId

VERBS = {PartiesChosen: "assign-tracks", Withdrawn: "withdraw-correction"}


@dataclass(frozen=True, slots=True)
class CorrectCase:
    """Enter a correction, and the proposal that follows from all in force."""

    ledger: Ledger
    clock: Clock
    proposals: CorrectedProposals

    def __call__(self, case_id: CaseId, request: CorrectionRequest, officer: Officer) -> Case:
        """The corrected case.

        Raises:
            InvalidDecision: It lacks a reason, or does not fit what was measured.
            NotPermitted: The officer is recused, or not qualified.
            CaseMovedOn: The case is not as the officer saw it.
            StepOutOfOrder: The case does not wait for an officer.
        """
        with self.ledger.reading() as work:
            case = work.cases.load(case_id)
            _demand_free(work, case, officer)
        correction = correct(case, request, officer, self.clock.now())
        after = corrected_by(case, correction, self._proposal(case, correction))
        with self.ledger.transaction() as work:
            now = work.cases.load(case_id)
            _demand_free(work, now, officer)
            demand_open_to_correction(now, request.seen_version, officer)
            work.cases.save(after)
            work.audit.append(_entry(after, correction))
            if after.proposal is not None and after.proposal.firmness_pending:
                work.steps.request(case_id, Step.LOOK_AGAIN)
        return after

    def shifted(
        self,
        case: Case,
        track: TrackId,
        pts_s: float,
        by: tuple[float, float, float],
        doubt_m: float,
    ) -> FootprintMoved:
        """A place told from where the vehicle stands now, corrections in force included.

        Args:
            by: Metres ahead and to the left of it, and radians turned to the left.

        Raises:
            InvalidDecision: The vehicle was not followed, or not then.
        """
        scene = corrected(self.proposals.measured(case), told(case.corrections))
        return shifted_footprint(scene, track, pts_s, by, doubt_m)

    def _proposal(self, case: Case, correction: Correction) -> LiabilityProposal | None:
        """What follows from all that will be in force; None where nothing measured changes."""
        earlier, after = told(case.corrections), told((*case.corrections, correction))
        if after == earlier or not after:
            return case.proposal
        scene, act = self.proposals.measured(case), correction.act
        if isinstance(act, CHANGES_OF_MEASUREMENT):
            demand_within(corrected(scene, earlier), act)
        return self.proposals.at_once(case, scene, after)


def _demand_free(work: UnitOfWork, case: Case, officer: Officer) -> None:
    demand_free_to_act(officer.id, work.proceedings.load(case.id).recusals)


def _entry(case: Case, correction: Correction) -> AuditAct:
    act = correction.act
    details = {
        "correction": str(correction.number),
        "what": act.what,
        "proposal-revision": str(case.proposal_revision),
    }
    if isinstance(act, Withdrawn):
        details["withdraws"] = str(act.number)
    if isinstance(act, PartiesChosen):
        details["track-a"] = act.track_a
    return AuditAct(
        at=correction.corrected_at,
        actor=f"officer:{correction.officer}",
        verb=VERBS.get(type(act), "correct"),
        case=case.id,
        detail=tuple(details.items()),
    )
