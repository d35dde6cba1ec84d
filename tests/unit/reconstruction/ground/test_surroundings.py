import numpy as np
import pytest

from accident_service.reconstruction.ground.occlusion import presence_of
from accident_service.reconstruction.ground.surroundings import Surroundings, looked_across
from tests.scenes.pictured import COUNT, first_fit, pictures
from tests.scenes.seen_vehicle import CAMERA, straight_states


def test_across_a_foot_the_road_is_dark_below_the_body_and_usual_beyond() -> None:
    states = straight_states(frame_count=COUNT)
    scene, fit = pictures(states), first_fit(states)
    own = presence_of(fit, CAMERA, scene.clip.pts_s)
    across = looked_across(fit, 3, Surroundings(own, [], scene, CAMERA))
    assert across.rows == pytest.approx(np.arange(0, COUNT, 3))
    assert across.is_open.all()
    assert (across.before_lamps <= across.at_foot).all()
    foot = across.light[across.at_foot & np.isfinite(across.light).all(axis=-1)]
    assert np.median(foot[:, -1]) == pytest.approx(1.0, abs=0.1)
    assert np.median(foot.min(axis=1)) < 0.6


def test_what_a_nearer_vehicle_hides_is_not_open() -> None:
    far = straight_states(frame_count=COUNT, start_m=(-9.0, 6.0))
    near = straight_states(frame_count=COUNT, start_m=(-8.0, 3.5))
    scene = pictures(far, near)
    fits = [first_fit(far), first_fit(near)]
    own, other = (presence_of(fit, CAMERA, scene.clip.pts_s) for fit in fits)
    hidden = looked_across(fits[0], 3, Surroundings(own, [other], scene, CAMERA))
    whole = looked_across(fits[1], 3, Surroundings(other, [own], scene, CAMERA))
    assert 0.1 < hidden.is_open.mean() < 0.9
    assert whole.is_open.all()
