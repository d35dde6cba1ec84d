"""What must not change a proposal, and what may only move it towards "cannot tell"."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from accident_service.liability.proposal import LiabilityProposal, Strength
from tests.unit.liability.disturbed import later, turned_and_moved
from tests.unit.liability.drives import Accident, cut_in, left_turn, rear_end
from tests.unit.liability.junction_drives import entering_ring, ran_red
from tests.unit.liability.manoeuvre_drives import (
    out_of_a_bay,
    out_of_a_gate,
    parked,
    u_turn,
)

Scene = Callable[..., Accident]


def turned_round(*, sigma_scale: float = 1.0) -> Accident:
    return u_turn(130.0, sigma_scale=sigma_scale)


def scraped_parked(*, sigma_scale: float = 1.0) -> Accident:
    return parked(passing_y_m=-1.4, sigma_scale=sigma_scale)


SCENES = pytest.mark.parametrize(
    "scene",
    [
        rear_end,
        cut_in,
        left_turn,
        entering_ring,
        ran_red,
        turned_round,
        out_of_a_bay,
        out_of_a_gate,
        scraped_parked,
    ],
)


def outcome(proposal: LiabilityProposal) -> tuple[object, ...]:
    """What a party would notice."""
    return (
        proposal.abstained,
        dict(proposal.grades),
        proposal.rule_code,
        proposal.strength,
        sorted(reason.code for reason in proposal.reasons),
    )


@SCENES
def test_naming_the_parties_in_the_other_order_swaps_nothing(scene: Scene) -> None:
    accident = scene()
    (event,) = accident.found.collisions
    swapped = replace(event, first=event.second, second=event.first)
    other_way = replace(accident, found=replace(accident.found, collisions=(swapped,)))

    assert outcome(other_way.proposed()) == outcome(accident.proposed())


@SCENES
def test_exchanging_the_names_of_the_vehicles_exchanges_their_grades(scene: Scene) -> None:
    accident = scene()
    (event,) = accident.found.collisions
    first, second, *others = accident.found.trajectories
    exchanged = replace(
        accident.found,
        trajectories=(replace(first, id=second.id), replace(second, id=first.id), *others),
        collisions=(
            replace(
                event,
                first=replace(event.first, track=second.id),
                second=replace(event.second, track=first.id),
            ),
        ),
    )
    before = dict(accident.proposed().grades)
    after = dict(replace(accident, found=exchanged).proposed().grades)

    assert after == {first.id: before[second.id], second.id: before[first.id]}


@SCENES
def test_shifting_the_clips_clock_changes_nothing(scene: Scene) -> None:
    assert outcome(later(scene(), 31.25).proposed()) == outcome(scene().proposed())


@SCENES
@pytest.mark.parametrize("by_rad", [0.4, 2.0, math.pi, -1.3])
def test_turning_and_moving_the_whole_site_changes_nothing(scene: Scene, by_rad: float) -> None:
    elsewhere = turned_and_moved(scene(), by_rad=by_rad, to_m=(310.0, -42.5))

    assert outcome(elsewhere.proposed()) == outcome(scene().proposed())


@SCENES
def test_more_noise_only_moves_towards_cannot_tell(scene: Scene) -> None:
    firmness = []
    for sigma_scale in (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0):
        proposal = scene(sigma_scale=sigma_scale).proposed()
        if not proposal.abstained:
            assert dict(proposal.grades) == dict(scene().proposed().grades)
        firmness.append(0 if proposal.abstained else 1 + (proposal.strength is Strength.FIRM))

    assert firmness == sorted(firmness, reverse=True)
    assert firmness[0] == 2
    assert firmness[-1] == 0


@SCENES
def test_the_same_inputs_give_the_same_proposal(scene: Scene) -> None:
    assert scene().proposed() == scene().proposed()
