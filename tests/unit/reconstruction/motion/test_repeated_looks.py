"""What stays is told from what passes by, however seldom it is seen."""

import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.repeated_looks import Look, looks_at, stays
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind

BOX = np.array([100.0, 80.0, 150.0, 110.0])
LOOK_S = 0.4


def look(number: int, *boxes: np.ndarray, kind: SeenKind = SeenKind.VEHICLE) -> Look:
    return Look(LOOK_S * number, tuple(Detection(box, kind, 0.5) for box in boxes))


class Clock:
    """Sees in each picture one vehicle as wide as the picture is bright."""

    version = "clock"

    def detect(self, picture: NDArray[np.uint8]) -> tuple[Detection, ...]:
        width = float(picture[0, 0])
        return (Detection(np.array([0.0, 0.0, width, 10.0]), SeenKind.VEHICLE, 1.0),)


def test_a_clip_is_looked_at_a_few_times_a_second() -> None:
    frames = np.zeros((50, 20, 30), dtype=np.uint8) + np.arange(50, dtype=np.uint8)[:, None, None]
    found = looks_at(ReducedClip(frames, np.arange(50, dtype=np.float64) / 25, 1.0), Clock())
    assert [one.pts_s for one in found] == pytest.approx([0.0, 0.4, 0.8, 1.2, 1.6])
    assert [one.detections[0].box_px[2] for one in found] == [0, 10, 20, 30, 40]


def test_what_is_seen_in_one_place_stays_there_and_its_box_is_the_usual_one() -> None:
    off_px = np.random.default_rng(4).normal(0.0, 1.0, (30, 4))
    (stay,) = stays([look(number, BOX + off_px[number]) for number in range(30)])
    assert np.abs(stay.detection.box_px - BOX).max() < 1.0
    assert (stay.from_s, stay.until_s) == pytest.approx((0.0, 29 * LOOK_S))


def test_what_passes_the_same_place_one_after_the_other_does_not_stay() -> None:
    passing = [BOX + 40.0 * np.array([1, 0, 1, 0]) * ((number % 6) - 3) for number in range(30)]
    assert stays([look(number, box) for number, box in enumerate(passing)]) == ()


def test_a_vehicle_often_overlooked_stays_nonetheless() -> None:
    seen = {2, 3, 7, 8, 9, 14, 15, 19}
    (stay,) = stays([look(n, BOX) if n in seen else look(n) for n in range(22)])
    # Overlooked for five looks running in between, it may have been so at either end.
    assert (stay.from_s, stay.until_s) == pytest.approx((0.0, 21 * LOOK_S))


def test_who_drives_off_is_told_only_while_it_stands() -> None:
    (stay,) = stays([look(n, BOX) if n < 12 else look(n) for n in range(30)])
    assert (stay.from_s, stay.until_s) == pytest.approx((0.0, 11 * LOOK_S))


def test_what_is_seen_now_and_then_only_is_chance() -> None:
    seen = {0, 1, 12, 13, 25}
    assert stays([look(n, BOX) if n in seen else look(n) for n in range(30)]) == ()


def test_people_who_stand_about_are_no_vehicles() -> None:
    assert stays([look(n, BOX, kind=SeenKind.PERSON) for n in range(30)]) == ()


def test_what_something_else_explains_is_left_out() -> None:
    both = look(3, BOX, BOX + 100.0)
    left = both.without(lambda at_s, one: at_s == both.pts_s and one.box_px[0] > 150.0)
    assert [one.box_px[0] for one in left.detections] == [100.0]
