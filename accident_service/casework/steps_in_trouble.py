"""Look at the steps that do not go as they should; try them now, or give them up.

Both acts name the try that was seen, so that sent twice they do nothing the second time, and
sent late they say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.stage import ALLOWED_MOVES, Stage
from accident_service.casefile.take_up import may_be_taken_up, taken_up_again
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.casework.trouble_ports import (
    StepInTrouble,
    Trouble,
    TroubleQuery,
    Try,
)
from accident_service.errors import InvalidInput, StepGivenUp, StepOutOfOrder
from accident_service.quantities.identifiers import AttemptId, CaseId

MOST_LISTED = 100
LONGEST_REASON, SHORTEST_REASON = 500, 4
BY_HAND = "given-up-by-hand"  # the code of a failure nobody's machine has caused

# The steps of the story, and where each begins: an officer can take over from any of them.
BEGINS_AT: Final[Mapping[Step, Stage]] = {
    Step.FIND_CLIPS: Stage.REPORTED,
    Step.FETCH_CLIPS: Stage.CLIPS_FOUND,
    Step.RECONSTRUCT: Stage.CLIPS_FETCHED,
    Step.PROPOSE: Stage.RECONSTRUCTED,
}
# A case goes on without these. The others nobody else can do: a determination, for one.
CAN_BE_LEFT: Final = frozenset(
    {Step.PRESERVE_CLIPS, Step.MAKE_PARTY_PICTURES, Step.DISCLOSE, Step.LOOK_AGAIN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A step in trouble, and what may be done about it."""

    step: StepInTrouble
    may_retry: bool
    may_give_up: bool


@dataclass(frozen=True, slots=True)
class StepsInTrouble:
    """For administrators and the command line; who looks on may look."""

    ledger: Ledger
    clock: Clock

    def found(self, query: TroubleQuery, *, limit: int = MOST_LISTED) -> tuple[Listed, ...]:
        """Those that fit, the longest in trouble first."""
        with self.ledger.reading() as work:
            found = work.troubles.found(query, self.clock.now(), limit=limit)
            return tuple(_listed(work, one) for one in found)

    def counts(self) -> Mapping[Trouble, int]:
        """How many there are of each kind."""
        with self.ledger.reading() as work:
            return work.troubles.counts(self.clock.now())

    def retry(self, attempt: AttemptId, *, by: str) -> CaseId:
        """Have the step tried now; its case.

        Raises:
            NotFound: There is no such try.
            StepOutOfOrder: It runs just now, has gone on since, or the case is beyond it.
        """
        with self.ledger.transaction() as work:
            case_id, step, tries = work.troubles.around(attempt)
            newest = tries[-1]
            if newest.attempt != attempt and newest.state in {"waiting", "running"}:
                return case_id  # asked for already
            _demand_newest(newest, attempt)
            if newest.state == "waiting":
                if not work.troubles.hurry(attempt, self.clock.now()):
                    return case_id  # it is due, and rung for
            elif newest.state == "failed":
                self._ask_again(work, case_id, step)
            else:
                raise StepOutOfOrder("the step is running, or done")
            self._record(work, "retry-step", (case_id, step, newest), by)
        return case_id

    def give_up(self, attempt: AttemptId, reason: str, *, by: str) -> CaseId:
        """Try the step no more: an officer takes the case over, or it goes on without; its case.

        Raises:
            NotFound: There is no such try.
            InvalidInput: No reason is given.
            AttemptSuperseded: A worker has begun it meanwhile.
            StepOutOfOrder: It runs just now, has gone on since, or nobody else can do it.
        """
        said = " ".join(reason.split())[:LONGEST_REASON]
        if len(said) < SHORTEST_REASON:
            raise InvalidInput(f"say why in at least {SHORTEST_REASON} characters")
        with self.ledger.transaction() as work:
            case_id, step, tries = work.troubles.around(attempt)
            newest = tries[-1]
            _demand_newest(newest, attempt)
            if newest.state == "failed":
                return case_id  # given up already
            case = work.cases.load(case_id)
            if newest.state != "waiting" or not _can_be_given_up(case.stage, step):
                raise StepOutOfOrder("the step is running, done, or nobody else can do it")
            work.troubles.end(attempt, f"{BY_HAND}: {said}", self.clock.now())
            if Stage.NEEDS_OFFICER in ALLOWED_MOVES[case.stage] and step in BEGINS_AT:
                work.cases.save(case.handed_to_officer(StepGivenUp(said)))
            self._record(work, "give-step-up", (case_id, step, newest), by)
        return case_id

    def _ask_again(self, work: UnitOfWork, case_id: CaseId, step: Step) -> None:
        if step in BEGINS_AT:
            work.cases.save(taken_up_again(work.cases.load(case_id), BEGINS_AT[step]))
        work.steps.request(case_id, step)

    def _record(self, work: UnitOfWork, verb: str, what: tuple[CaseId, Step, Try], by: str) -> None:
        case_id, step, newest = what
        detail = (("step", step), ("attempt", newest.attempt), ("number", str(newest.number)))
        work.audit.append(
            AuditAct(at=self.clock.now(), actor=by, verb=verb, case=case_id, detail=detail)
        )


def _listed(work: UnitOfWork, found: StepInTrouble) -> Listed:
    waits = found.newest.state == "waiting"
    given_up = found.trouble is Trouble.GIVEN_UP
    return Listed(
        step=found,
        may_retry=waits or (given_up and _can_be_asked_again(work, found)),
        may_give_up=waits and _can_be_given_up(found.stage, found.step),
    )


def _can_be_asked_again(work: UnitOfWork, found: StepInTrouble) -> bool:
    return found.step not in BEGINS_AT or may_be_taken_up(work.cases.load(found.case))


def _can_be_given_up(stage: Stage, step: Step) -> bool:
    if step in CAN_BE_LEFT:
        return True
    return step in BEGINS_AT and Stage.NEEDS_OFFICER in ALLOWED_MOVES[stage]


def _demand_newest(newest: Try, seen: AttemptId) -> None:
    if newest.attempt != seen:
        raise StepOutOfOrder("the step has gone on since you looked; look again")
