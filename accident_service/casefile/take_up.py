"""A step was given up, and what kept it from succeeding is mended: the case goes on from there."""

from dataclasses import replace

from accident_service.casefile.case import Case
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.stage import Stage
from accident_service.errors import StepGivenUp, StepOutOfOrder


def may_be_taken_up(case: Case) -> bool:
    """Does it wait for an officer only because a step was given up, and has nobody signed?"""
    return (
        case.stage is Stage.NEEDS_OFFICER
        and case.evidence_gap == StepGivenUp.code
        and waiting(case) is None
    )


def taken_up_again(case: Case, stage: Stage) -> Case:
    """The case back at the stage that the step given up starts from.

    Raises:
        StepOutOfOrder: It is an officer's for another reason, or no longer theirs.
    """
    if not may_be_taken_up(case):
        raise StepOutOfOrder("the case is not waiting because a step was given up")
    return replace(
        case,
        version=case.version + 1,
        stage=stage,
        evidence_gap=None,
        evidence_gap_detail="",
    )
