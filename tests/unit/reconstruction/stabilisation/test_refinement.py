from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.follower import Follower, Sighting
from accident_service.reconstruction.stabilisation.optics import Movement
from accident_service.reconstruction.stabilisation.refinement import movement_of, refined
from tests.scenes.moved_camera import OPTICS, apart_px, picture_at, pose

TRUTHS = [pose(right_px=1.6 * np.sin(step), down_px=0.7 * np.cos(step)) for step in range(24)]


def seen(movement: Movement, *, clock: bool = False) -> tuple[Follower, list[Sighting]]:
    optics = replace(OPTICS, movement=movement)
    follower = Follower(OPTICS)
    pictures = [picture_at(truth, optics=optics, clock=clock) for truth in TRUTHS]
    return follower, [follower.follow(picture) for picture in pictures]


@pytest.mark.parametrize("movement", [Movement.TURN, Movement.SENSOR])
def test_what_moves_is_told_by_the_edges(movement: Movement) -> None:
    assert movement_of(*seen(movement)) is movement


def test_burnt_in_letters_are_not_believed() -> None:
    follower, sightings = seen(Movement.TURN, clock=True)
    found = refined(follower, 0, sightings)

    truth = np.stack(TRUTHS) - np.median(TRUTHS, axis=0)
    poses = found.poses - np.median(found.poses, axis=0)
    assert np.sqrt(np.mean(apart_px(poses, truth) ** 2)) < 0.06
    assert 0.0 < found.sigma_px.mean() < 0.1
