import numpy as np

from accident_service.reconstruction.ground.ownership import EITHER, SharedLabels, shared_out

BOX = np.array([10.0, 10.0, 49.0, 29.0])


def square(left: float, right: float) -> np.ndarray:
    return np.array([[left, 10.0], [right, 10.0], [right, 29.0], [left, 29.0]])


def one_thing() -> np.ndarray:
    labels = np.zeros((40, 60), np.uint16)
    labels[10:30, 10:50] = 5
    labels[10:20, 50:55] = 8
    return labels


def test_what_one_body_covers_is_its_own_and_what_two_cover_is_nobodys() -> None:
    before = one_thing()
    shared = shared_out(before, 5, BOX, {70: square(10, 32), 71: square(26, 49)})
    assert (shared[10:30, 10:24] == 70).all()
    assert (shared[10:30, 35:50] == 71).all()
    assert (shared[10:30, 27:32] == EITHER).all()
    assert (shared[10:20, 50:55] == 8).all()
    assert (before == one_thing()).all()


def test_what_none_covers_goes_to_the_nearest() -> None:
    shared = shared_out(one_thing(), 5, BOX, {70: square(10, 20), 71: square(40, 49)})
    assert (shared[10:30, 10:28] == 70).all()
    assert (shared[10:30, 33:50] == 71).all()


def test_a_body_alone_has_all_and_none_leave_it_as_it_was() -> None:
    assert (shared_out(one_thing(), 5, BOX, {70: square(10, 20)})[10:30, 10:50] == 70).all()
    assert (shared_out(one_thing(), 5, BOX, {}) == one_thing()).all()


def test_a_body_behind_the_camera_owns_nothing() -> None:
    nowhere = np.full((4, 2), np.nan)
    shared = shared_out(one_thing(), 5, BOX, {70: nowhere, 71: square(40, 49)})
    assert not (shared == 70).any()


def test_kept_labels_come_back_by_frame() -> None:
    kept = SharedLabels()
    kept.keep(7, one_thing())
    kept.keep(9, np.zeros((40, 60), np.uint16))
    assert list(kept) == [7, 9]
    assert len(kept) == 2
    assert (kept[7] == one_thing()).all()
