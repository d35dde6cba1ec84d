"""Directions and pixels are each other's inverse, and each movement moves what it should."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.stabilisation.optics import AT_REST, Movement, Optics

OPTICS = Optics.usual(640, 360)
GRID = np.array([[x, y] for x in (5.0, 320.0, 630.0) for y in (5.0, 180.0, 350.0)])


@pytest.mark.parametrize("movement", Movement)
def test_pixels_of_rays_are_the_pixels_again(movement: Movement) -> None:
    optics = replace(OPTICS, movement=movement)
    pose = np.array([0.02, -0.03, 0.01, 0.2, 5.0, -3.0])

    assert optics.pixels_px(optics.rays(GRID, pose), pose) == pytest.approx(GRID, abs=1e-6)


@pytest.mark.parametrize(
    ("movement", "more"), [(Movement.TURN, 1.2), (Movement.PICTURE, 1.0), (Movement.SENSOR, 0.9)]
)
def test_the_edge_moves_more_less_or_as_much_as_the_middle(movement: Movement, more: float) -> None:
    """At 0.6 focal lengths aside a pinhole's turn moves 1.36, this lens a tenth less."""
    optics = replace(OPTICS, movement=movement)
    places = np.array([[319.5, 179.5], [319.5 + 0.6 * optics.focal_x_px, 179.5]])

    moved = optics.pixels_px(optics.rays(places), np.array([0.0, 0.004, 0, 0, 0, 0])) - places

    assert moved[0, 0] == pytest.approx(0.004 * optics.focal_x_px, rel=0.01)
    assert moved[1, 0] / moved[0, 0] == pytest.approx(more, abs=0.05)


def test_zoom_enlarges_about_the_middle_of_the_picture() -> None:
    zoomed = OPTICS.pixels_px(OPTICS.rays(GRID), np.array([0, 0, 0, np.log(2.0), 0, 0]))

    middle = np.array([319.5, 179.5])
    assert zoomed - middle == pytest.approx(2 * (GRID - middle))


def test_a_reduced_picture_shows_the_same_directions() -> None:
    half = OPTICS.scaled(0.5)

    assert half.rays((GRID + 0.5) * 0.5 - 0.5) == pytest.approx(OPTICS.rays(GRID))
    assert half.pixels_px(OPTICS.rays(GRID), AT_REST) == pytest.approx((GRID + 0.5) * 0.5 - 0.5)
