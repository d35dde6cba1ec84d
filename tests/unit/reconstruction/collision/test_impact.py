"""One impulse explains an impact; nothing explains one vehicle's own doing."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.impact import Impact, impact_of
from accident_service.reconstruction.collision.touch import touch_of
from tests.scenes.crashes import CRASHES, Crash
from tests.scenes.struck import HALF_M, fits_of


def struck(crash: Crash, shares: tuple[float, float]) -> Impact:
    """The impact that the fits show."""
    pair = fits_of(crash, shares)
    return impact_of(pair, touch_of(pair, (HALF_M, HALF_M)))


@pytest.mark.parametrize("name", CRASHES)
def test_a_true_impact_is_explained_and_parts_the_two(name: str) -> None:
    impact = struck(CRASHES[name], (1.0, 1.0))
    assert impact.closing_mps.value > 0.5
    assert -0.25 < impact.parting_mps / impact.closing_mps.value < 0.55
    assert impact.normal @ CRASHES[name].normal > 0.9


@pytest.mark.parametrize("name", CRASHES)
def test_the_impulse_is_that_which_the_steps_need(name: str) -> None:
    crash = CRASHES[name]
    impact = struck(crash, (1.0, 1.0))
    pushed = impact.impulse_kgmps[0] * np.hypot(
        1.0, impact.impulse_kgmps[1] / impact.impulse_kgmps[0]
    )
    mass_kg = 165.0 * 4.5 * 1.8
    assert pushed / mass_kg == pytest.approx(np.hypot(*crash.blows[1].step_mps), rel=0.35)


def test_pulling_together_is_no_impact() -> None:
    assert not struck(CRASHES["rear-end"], (-1.0, -1.0)).impulse_kgmps.any()


def test_steady_motion_needs_no_impulse() -> None:
    assert not struck(CRASHES["crossing"], (0.0, 0.0)).impulse_kgmps.any()
