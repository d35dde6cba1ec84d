"""A recording of one's own is handed in until the decision, and looked at by both from then on."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.hand_in_recording import (
    recording_for,
    recordings_for,
    with_own_recording,
)
from accident_service.casefile.photo import CLOSED_TO_PHOTOS
from accident_service.casefile.stage import Stage
from accident_service.errors import NotFound, StepOutOfOrder
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

A, B = PartyLetter.A, PartyLetter.B
MINE, THEIRS = examples.own_recording(A), examples.own_recording(B)


def case_at(stage: Stage = Stage.PROPOSED) -> Case:
    return replace(examples.proposed_case(), stage=stage, own_recordings=(MINE, THEIRS))


def test_it_is_in_the_case_once() -> None:
    case = examples.proposed_case()
    after = with_own_recording(case, MINE)
    assert (after.version, after.own_recordings) == (case.version + 1, (MINE,))
    assert with_own_recording(after, MINE) is after


@pytest.mark.parametrize("stage", sorted(CLOSED_TO_PHOTOS))
def test_a_decided_case_takes_none(stage: Stage) -> None:
    with pytest.raises(StepOutOfOrder):
        with_own_recording(replace(examples.proposed_case(), stage=stage), MINE)


@pytest.mark.parametrize(
    ("stage", "viewer", "seen"),
    [
        (Stage.PROPOSED, A, (MINE,)),
        (Stage.PROPOSED, B, (THEIRS,)),
        (Stage.PROPOSED, None, (MINE, THEIRS)),
        (Stage.DECIDED, A, (MINE,)),
        (Stage.DETERMINED, A, (MINE, THEIRS)),
        (Stage.CERTIFIED, B, (MINE, THEIRS)),
    ],
)
def test_the_other_s_is_seen_once_the_case_is_determined(
    stage: Stage, viewer: PartyLetter | None, seen: tuple[object, ...]
) -> None:
    assert recordings_for(case_at(stage), viewer) == seen


def test_what_may_not_be_seen_is_not_there() -> None:
    assert recording_for(case_at(), MINE.id, A) == MINE
    for hidden in (THEIRS.id, "nothing"):
        with pytest.raises(NotFound):
            recording_for(case_at(), hidden, A)
