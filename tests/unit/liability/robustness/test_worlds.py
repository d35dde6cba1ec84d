import numpy as np
import pytest

from accident_service.liability.facts.detect import detect_facts
from accident_service.liability.judge import judge
from accident_service.liability.robustness.worlds import (
    NO_ERRORS,
    WorldErrors,
    drawn,
    thinned,
    world,
)
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.signal_log import Phase
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability.drives import CONTACT_S, OCCURRED_ON, A, B, cut_in, left_turn, rear_end

LAW = Rulebook.built_in().in_force(OCCURRED_ON)
NOTHING_OFF = WorldErrors(vehicles={})


def test_a_world_without_errors_is_the_measured_one_without_doubt() -> None:
    seen = rear_end().observed()

    there = world(seen, NOTHING_OFF)

    assert np.array_equal(there.trajectory(B).xy_m, seen.trajectory(B).xy_m)
    assert not there.trajectory(B).xy_sigma_m.any()
    assert there.collision.pts_interval_s == Interval(CONTACT_S, CONTACT_S)
    assert [there.collision.side_of(track).clock for track in (A, B)] == [6, 12]


def test_fewer_moments_tell_the_same_facts() -> None:
    for accident in (rear_end(), left_turn()):
        seen = accident.observed()
        told = {(fact.kind, fact.party): fact.truth for fact in detect_facts(seen)}
        thin = {(fact.kind, fact.party): fact.truth for fact in detect_facts(thinned(seen))}

        assert thin == told
        assert len(thinned(seen).trajectory(A).pts_s) < len(seen.trajectory(A).pts_s) / 2


def test_errors_have_the_stated_spread_and_stay_alike_from_moment_to_moment() -> None:
    seen = thinned(rear_end().observed())
    rng = np.random.default_rng(5)

    errors = np.array([drawn(seen, rng).vehicles[B].along for _ in range(600)])

    assert np.std(errors) == pytest.approx(1.0, abs=0.06)
    assert abs(np.mean(errors)) < 0.1
    neighbours = np.corrcoef(errors[:, 10], errors[:, 11])[0, 1]
    far_apart = np.corrcoef(errors[:, 0], errors[:, -1])[0, 1]
    assert neighbours > 0.95
    assert far_apart == pytest.approx(0.8, abs=0.07)


def test_a_vehicle_is_moved_by_its_own_sigmas_and_the_contact_by_half_of_it() -> None:
    seen = rear_end().observed()
    two_sigmas = WorldErrors(
        vehicles={
            B: type(NO_ERRORS)(
                along=np.full(1, 2.0), across=np.zeros(1), heading=np.zeros(1), speed=np.zeros(1)
            )
        }
    )

    there = world(seen, two_sigmas)

    moved_m = there.trajectory(B).xy_m - seen.trajectory(B).xy_m
    assert np.allclose(moved_m, [0.1, 0.0])  # sigmas of 0.05 m
    assert there.collision.x_m - seen.collision.x_m == pytest.approx(0.05)


def test_the_signals_clock_runs_late_by_its_own_sigma() -> None:
    seen = left_turn().observed()

    there = world(seen, WorldErrors(vehicles={}, signal_clock=2.0))

    (before, *_), (after, *_) = (one.signals.approaches[0].changes for one in (seen, there))
    assert after.pts_s - before.pts_s == pytest.approx(0.2)
    assert there.signals.clock_sigma_s == 0.0
    assert after.phase is Phase.GREEN


def test_a_vehicle_at_rest_stands_in_every_world() -> None:
    seen = thinned(rear_end().observed())
    rng = np.random.default_rng(7)

    for _ in range(20):
        there = world(seen, drawn(seen, rng))
        assert not there.trajectory(A).speed_mps.any()
        assert not np.allclose(there.trajectory(B).speed_mps, seen.trajectory(B).speed_mps)


def test_a_world_without_errors_is_divided_as_proposed() -> None:
    for accident in (rear_end(), cut_in(), left_turn()):
        there = world(thinned(accident.observed()), NOTHING_OFF)

        division = judge(there, LAW).apportionment.division

        assert division == frozenset(accident.proposed().grades)
