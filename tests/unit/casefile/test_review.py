"""A review moves from desk to desk in one order only."""

from collections.abc import Callable

import pytest

from accident_service.casefile.review import OPEN_STATES, NotAccepted, Review, ReviewState
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.errors import StepOutOfOrder
from tests.unit.casefile import reviews
from tests.unit.casefile.reviews import DAY, MONDAY

REFUSED = Review(application=reviews.application(), not_accepted=NotAccepted.LATE)
ORDERED = reviews.concluded(ReviewOutcome.REDETERMINE)
AT: dict[ReviewState, Review] = {
    ReviewState.REFUSED: REFUSED,
    ReviewState.WITHDRAWN: reviews.forwarded().withdrawn(MONDAY + 4 * DAY),
    ReviewState.APPLIED: reviews.applied(),
    ReviewState.FORWARDED: reviews.forwarded(),
    ReviewState.DRAFTED: reviews.drafted(),
    ReviewState.CONCLUDED: ORDERED,
    ReviewState.CARRIED_OUT: ORDERED.carried_out(reviews.DETERMINATION, MONDAY + 20 * DAY),
}
MOVES: dict[str, tuple[Callable[[Review], Review], frozenset[ReviewState]]] = {
    "forward": (
        lambda one: one.forwarded(reviews.HIGHER_UNIT, "支队", MONDAY),
        frozenset({ReviewState.APPLIED}),
    ),
    "withdraw": (lambda one: one.withdrawn(MONDAY), OPEN_STATES),
    "draft": (
        lambda one: one.drafted(reviews.drafted(ReviewOutcome.REDETERMINE).draft),  # type: ignore[arg-type]  # it has one
        frozenset({ReviewState.FORWARDED, ReviewState.DRAFTED}),
    ),
    "conclude": (
        lambda one: one.concluded(reviews.CONCLUSION, reviews.signature("reviewer-2")),
        frozenset({ReviewState.DRAFTED}),
    ),
    "carry out": (
        lambda one: one.carried_out(None, MONDAY),
        frozenset({ReviewState.CONCLUDED}),
    ),
}


@pytest.mark.parametrize("state", ReviewState)
def test_every_state_is_told_from_what_has_happened(state: ReviewState) -> None:
    assert AT[state].state is state
    assert AT[state].is_open == (state in OPEN_STATES)


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("move", MOVES)
def test_each_move_starts_from_its_states_only(move: str, state: ReviewState) -> None:
    carry, allowed = MOVES[move]
    if state in allowed:
        assert carry(AT[state]) != AT[state]
        return
    with pytest.raises(StepOutOfOrder, match=f"review is {state}"):
        carry(AT[state])


@pytest.mark.parametrize("outcome", [ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED])
def test_what_was_upheld_asks_for_no_new_work(outcome: ReviewOutcome) -> None:
    upheld = reviews.concluded(outcome)
    assert upheld.outcome is outcome
    assert not upheld.awaits_new_work
    with pytest.raises(StepOutOfOrder, match="no order to carry out"):
        upheld.carried_out(None, MONDAY)


def test_findings_one_officer_signed_are_no_outcome() -> None:
    assert reviews.drafted(ReviewOutcome.REDETERMINE).outcome is None


def test_an_order_stands_until_it_is_carried_out() -> None:
    assert ORDERED.awaits_new_work
    assert not AT[ReviewState.CARRIED_OUT].awaits_new_work
