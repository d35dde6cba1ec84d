import numpy as np
import pytest

from accident_service.reconstruction.ground.normal_equations import NormalEquations
from accident_service.reconstruction.ground.vehicle_motion import (
    Breaks,
    add_motion,
    add_standing,
    heavy_tailed,
)
from tests.scenes.seen_vehicle import straight_states, times_s


def cost(states: np.ndarray) -> float:
    normal = NormalEquations(len(states))
    add_motion(normal, states, times_s(states), 4.5)
    return normal.cost


def test_steady_driving_costs_nothing() -> None:
    assert cost(straight_states(heading_rad=0.7)) == pytest.approx(0.0, abs=1e-9)


def test_driving_sideways_costs_much() -> None:
    sideways = straight_states()
    sideways[:, 2] += np.pi / 2
    sideways[:, 3] = 0.0
    assert cost(sideways) > 100.0


def test_a_blow_costs_less_than_its_square() -> None:
    def with_step(step_mps: float) -> float:
        speed = np.where(np.arange(60) < 30, 8.0, 8.0 - step_mps)
        return cost(straight_states(speed_mps=speed))

    assert with_step(4.0) < 1.5 * with_step(2.0)


def test_a_blow_at_a_known_row_costs_next_to_nothing() -> None:
    speed = np.where(np.arange(60) < 30, 8.0, 4.0)
    states = straight_states(speed_mps=speed)
    normal = NormalEquations(len(states))
    add_motion(normal, states, times_s(states), 4.5, Breaks(struck_at=(30,)))

    assert normal.cost < 1.5
    assert normal.cost < 0.1 * cost(states)


def test_a_leap_of_the_heading_costs_what_no_spin_does() -> None:
    def turned(by_rad: np.ndarray) -> float:
        states = straight_states(speed_mps=0.0)
        states[:, 2] += by_rad
        return cost(states)

    leap = turned(np.where(np.arange(60) < 30, 0.0, 1.6))
    spin = turned(np.clip((np.arange(60) - 25) * 0.04 * 3.0, 0.0, 1.6))  # 3 rad/s
    assert leap > 3.0 * spin


def test_a_turn_about_a_circle_is_cheap() -> None:
    turn = np.arange(60) * 0.02
    centre = 12.0 * np.column_stack([np.sin(turn), 1 - np.cos(turn)])
    states = np.column_stack([centre, turn, np.full(60, 12.0 * 0.02 / 0.04)])
    assert cost(states) < 60.0


def test_the_step_leads_back_to_steady_driving() -> None:
    states = straight_states()
    states[30, 0] += 0.3
    normal = NormalEquations(len(states))
    add_motion(normal, states, times_s(states), 4.5)
    normal.add_prior(np.zeros(4), np.ones(4))
    change, _ = normal.step()
    assert cost(states + change) < 0.2 * cost(states)


def test_standing_holds_the_speed_at_nothing() -> None:
    states = straight_states(speed_mps=1.0)
    normal = NormalEquations(len(states))
    add_standing(normal, states, 10)
    assert normal.cost == pytest.approx(10 / 0.02**2)


def test_heavy_tails_let_go_of_outliers() -> None:
    weights = heavy_tailed(np.array([0.0, 1.0, 100.0]), 1.0)
    assert weights[0] == 1.0
    assert weights[1] > 0.7
    assert weights[2] < 0.001
