"""A case goes on only where nothing but a step given up has stopped it."""

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casefile.take_up import may_be_taken_up, taken_up_again
from accident_service.errors import NoFootage, StepGivenUp, StepOutOfOrder
from tests.fakes import examples

CASE = examples.case_with_clip_requests()


def test_a_case_given_up_goes_on_from_where_the_step_begins() -> None:
    stopped = CASE.handed_to_officer(StepGivenUp("tried five times"))
    assert may_be_taken_up(stopped)
    going = taken_up_again(stopped, Stage.CLIPS_FOUND)
    assert (going.stage, going.evidence_gap, going.evidence_gap_detail) == (
        Stage.CLIPS_FOUND,
        None,
        "",
    )
    assert going.version == stopped.version + 1


@pytest.mark.parametrize(
    "case", [CASE, CASE.handed_to_officer(NoFootage("no camera")), examples.proposed_case()]
)
def test_any_other_case_is_left_alone(case: Case) -> None:
    assert not may_be_taken_up(case)
    with pytest.raises(StepOutOfOrder):
        taken_up_again(case, Stage.REPORTED)
