"""After a correction: how firm the corrected proposal is, worked out while the officer reads on.

The result is kept only if the very corrections it was made with are still those in force;
otherwise it is asked for once more, with the newer ones.
"""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.correct import looked_at_again
from accident_service.casefile.correction import told
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.ports import ProgressSink, Step, UnitOfWork
from accident_service.casework.worker_step import CaseChange


@dataclass(frozen=True, slots=True)
class LookAgain:
    """The second look at a corrected proposal."""

    proposals: CorrectedProposals

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its proposal looked at again; unchanged where nobody waits for it."""
        if not _waits(case):
            return lambda _unit, current: current
        used = told(case.corrections)
        proposal = self.proposals.in_full(case, self.proposals.measured(case), used)

        def change(unit: UnitOfWork, current: Case) -> Case:
            if not _waits(current):
                return current
            if told(current.corrections) != used:
                unit.steps.request(current.id, Step.LOOK_AGAIN)
                return current
            return looked_at_again(current, proposal)

        return change


def _waits(case: Case) -> bool:
    pending = case.proposal is not None and case.proposal.firmness_pending
    return pending and case.stage in AWAITING_OFFICER
