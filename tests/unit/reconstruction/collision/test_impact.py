"""One impulse explains an impact; nothing explains one vehicle's own doing."""

import numpy as np
import pytest

from accident_service.reconstruction.collision.claim import LEAST_EVIDENCE, LEAST_SHARE
from accident_service.reconstruction.collision.impact import Impact, impact_of, unsteadiness
from accident_service.reconstruction.collision.motion_break import BreakFit, Scatter
from accident_service.reconstruction.collision.touch import touch_of
from tests.scenes.crashes import CRASHES, TOUCH_S, Crash

HALF_M = np.array([2.25, 0.9])


def fits_of(crash: Crash, shares: tuple[float, float]) -> tuple[BreakFit, BreakFit]:
    """Both motions with so much of each blow, known to 0.1 m/s and 0.05 rad/s."""
    fits = []
    for setting, blow, share in zip(crash.settings, crash.blows, shares, strict=True):
        velocity = setting.speed_mps * np.array(
            [np.cos(setting.heading_rad), np.sin(setting.heading_rad)]
        )
        xy, heading = np.zeros((5, 2)), np.zeros(5)
        xy[0], xy[1], xy[3] = setting.xy_m, velocity, share * np.array(blow.step_mps)
        heading[0], heading[1] = setting.heading_rad, setting.curve_radps
        heading[3] = share * blow.turn_radps
        known = np.diag([0.01, 0.01, 0.0025])
        fits.append(BreakFit(TOUCH_S, 0.1, 0.0, xy, heading, known, known, Scatter()))
    return fits[0], fits[1]


def struck(crash: Crash, shares: tuple[float, float]) -> Impact:
    """The impact that the fits show."""
    pair = fits_of(crash, shares)
    return impact_of(pair, touch_of(pair, (HALF_M, HALF_M)))


@pytest.mark.parametrize("name", CRASHES)
def test_a_true_impact_is_explained_and_parts_the_two(name: str) -> None:
    impact = struck(CRASHES[name], (1.0, 1.0))
    assert impact.evidence > 8
    assert impact.unexplained < 0.15 * impact.evidence
    assert impact.least_share > 0.9
    assert impact.closing_mps.value > 0.5
    assert -0.25 < impact.parting_mps / impact.closing_mps.value < 0.55
    assert impact.normal @ CRASHES[name].normal > 0.9


@pytest.mark.parametrize("name", ["rear-end", "head-on", "reversing"])
@pytest.mark.parametrize("shares", [(1.0, 0.0), (0.0, 1.0)])
def test_what_happens_to_one_alone_is_no_exchange(name: str, shares: tuple[float, float]) -> None:
    impact = struck(CRASHES[name], shares)
    assert impact.least_share < LEAST_SHARE or impact.evidence < LEAST_EVIDENCE


def test_pulling_together_is_no_impact() -> None:
    impact = struck(CRASHES["rear-end"], (-1.0, -1.0))
    assert impact.evidence == pytest.approx(0.0, abs=1.0)


def test_steady_motion_gives_no_evidence() -> None:
    assert struck(CRASHES["crossing"], (0.0, 0.0)).evidence == 0.0


@pytest.mark.parametrize("name", CRASHES)
def test_no_evidence_exceeds_the_unsteadiness_of_the_steps(name: str) -> None:
    assert unsteadiness(fits_of(CRASHES[name], (0.0, 0.0))) == 0.0
    whole = (1.0, 1.0)
    assert unsteadiness(fits_of(CRASHES[name], whole)) >= struck(CRASHES[name], whole).evidence
