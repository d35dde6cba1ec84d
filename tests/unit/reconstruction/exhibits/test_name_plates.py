"""Two vehicles at one place still have two readable names."""

import numpy as np

from accident_service.reconstruction.exhibits.name_plates import NamePlates
from accident_service.reconstruction.exhibits.parties import parties_of, rgb
from tests.scenes.two_vehicles import CONTACT, rear_end


def test_a_plate_moves_up_when_another_is_in_its_place() -> None:
    picture = np.full((400, 600, 3), 128, dtype=np.uint8)
    corners_px = np.array([[280.0, 200.0], [340.0, 230.0]])
    plates = NamePlates(picture)

    heights = []
    for mark in parties_of(rear_end(), CONTACT):
        plates.add(mark, corners_px, 5.0)
        heights.append(np.flatnonzero((picture == rgb(mark.colour)).all(axis=2).any(axis=1)))

    assert heights[1].max() <= heights[0].min()


def test_a_plate_stays_inside_the_picture() -> None:
    picture = np.full((400, 600, 3), 128, dtype=np.uint8)
    mark = parties_of(rear_end(), CONTACT)[0]

    NamePlates(picture).add(mark, np.array([[-40.0, -90.0], [-10.0, -70.0]]), 5.0)

    coloured = (picture == rgb(mark.colour)).all(axis=2)
    assert coloured.any(axis=0)[:3].any() or coloured.any(axis=0)[:20].any()
    assert coloured.any(axis=1)[:40].any()
