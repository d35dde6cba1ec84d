from accident_service.liability.robustness.sensitivity import flips
from accident_service.liability.robustness.worlds import thinned
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.second_look import Flip, Measurement
from tests.unit.liability import roads
from tests.unit.liability.drives import OCCURRED_ON, Accident, B, left_turn, rear_end

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def told(accident: Accident) -> tuple[Flip, ...]:
    return flips(thinned(accident.observed()), LAW)


def test_nothing_flips_a_clear_case() -> None:
    assert told(rear_end()) == ()


def test_a_phase_that_changes_as_the_line_is_passed_hangs_on_the_signals_clock() -> None:
    # A's front passes its line 1.1 s before the contact; its light turned red just after,
    # by a clock that may be half a second off.
    accident = left_turn(lights=roads.turning_red(W=9.0, E=6.05, sigma_s=0.25))

    found = told(accident)

    assert Measurement.SIGNAL_CLOCK in {flip.measurement for flip in found}
    assert all(flip.party is None for flip in found if flip.measurement.endswith("clock"))


def test_a_place_known_to_a_metre_and_a_half_flips_by_itself() -> None:
    found = told(rear_end(sigma_scale=32.0))

    places = {
        (flip.measurement, flip.party) for flip in found if flip.measurement.startswith("position")
    }
    assert (Measurement.POSITION_Y, B) in places
