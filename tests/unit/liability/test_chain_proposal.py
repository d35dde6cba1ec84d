"""Three cars in one lane: what happened to the middle one, told from stated motions."""

from dataclasses import replace

from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.event import CollisionEvent
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    LENGTH_M,
    A,
    Accident,
    B,
    C,
    Motion,
    State,
    contact,
    reconstruction,
    standing,
    straight,
    track,
)

MIDDLE_X_M = 20.0
GAP_M = 1.2  # between the middle car's front and the first one's rear


def stood_then(since_s: float, speed_mps: float) -> Motion:
    """At rest until struck, then rolling on for the gap."""

    def state(pts_s: float) -> State:
        gone_m = min(max(pts_s - since_s, 0.0) * speed_mps, GAP_M)
        return (MIDDLE_X_M + gone_m, 0.0, 0.0, speed_mps if 0 < gone_m < GAP_M else 0.0)

    return state


def drove_until(end_s: float, speed_mps: float) -> Motion:
    """Steadily on until it struck the first, and at rest since."""

    def state(pts_s: float) -> State:
        left_m = max(end_s - pts_s, 0.0) * speed_mps
        return (MIDDLE_X_M + GAP_M - left_m, 0.0, 0.0, speed_mps if left_m else 0.0)

    return state


def at(event: CollisionEvent, pts_s: float, *, doubt_s: float = 0.04) -> CollisionEvent:
    return replace(event, pts_s=pts_s, pts_interval_s=Interval(pts_s - doubt_s, pts_s + doubt_s))


def proposed(
    middle: Motion, *, struck_s: float, struck_first_s: float, doubt_s: float = 0.04
) -> LiabilityProposal:
    """B runs into the middle car A at `struck_s`; A and C touch at `struck_first_s`."""
    rest_x_m = MIDDLE_X_M + GAP_M
    place_m = middle(struck_s)[0] - LENGTH_M
    behind = straight(place_m, 0.0, 0.0, 8.0, at_s=struck_s)
    return Accident(
        found=reconstruction(
            track(A, middle),
            track(B, behind),
            track(C, standing(rest_x_m + LENGTH_M, 0.0)),
            collisions=(
                at(contact((place_m + LENGTH_M / 2, 0.0), (6, 12)), struck_s, doubt_s=doubt_s),
                at(
                    contact((rest_x_m + LENGTH_M / 2, 0.0), (12, 6), pair=(A, C)),
                    struck_first_s,
                    doubt_s=doubt_s,
                ),
            ),
        ),
        road_map=roads.straight_road(),
    ).proposed()


def test_a_standing_middle_pushed_into_the_first_answers_for_nothing() -> None:
    proposal = proposed(stood_then(7.0, 4.0), struck_s=7.0, struck_first_s=7.3)

    assert dict(proposal.grades) == {A: "none", B: "full", C: "none"}
    assert proposal.strength is Strength.LIMITED
    assert [pair.answers for pair in proposal.pairs] == [B, B]


def test_a_middle_that_struck_first_answers_for_its_own_pair() -> None:
    proposal = proposed(drove_until(5.0, 8.0), struck_s=7.0, struck_first_s=5.0)

    assert proposal.abstained
    assert [pair.answers for pair in proposal.pairs] == [A, B]
    assert [reason.code for reason in proposal.reasons][-1] == "chain-per-pair"


def test_an_order_nobody_can_tell_is_for_an_officer() -> None:
    proposal = proposed(drove_until(6.8, 8.0), struck_s=7.0, struck_first_s=6.8, doubt_s=0.2)

    assert proposal.abstained
    assert "several-contacts" in {reason.code for reason in proposal.reasons}
