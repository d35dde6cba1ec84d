"""Stages tell whoever watches where the work is, and nobody else."""

import pytest

from accident_service.reconstruction.stages import Stage, drawn_in, stage, watched_by


class Diary:
    """A watch that writes down what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def entered(self, part: Stage) -> None:
        self.lines.append(f"> {part}")

    def left(self) -> None:
        self.lines.append("<")


def test_a_watch_is_told_of_stages_inside_one_another_and_of_none_after_it_goes() -> None:
    diary = Diary()

    with watched_by(diary), stage(Stage.REDUCTION), stage(Stage.DECODING):
        pass
    with stage(Stage.FIT):
        pass

    assert diary.lines == ["> reduction", "> decoding", "<", "<"]


def test_drawing_items_is_the_stage_and_using_them_is_not() -> None:
    diary = Diary()

    with watched_by(diary):
        for item in drawn_in(Stage.DECODING, iter("ab")):
            diary.lines.append(item)

    assert diary.lines == ["> decoding", "<", "a", "> decoding", "<", "b", "> decoding", "<"]


def test_an_error_leaves_the_stage() -> None:
    diary = Diary()

    with pytest.raises(StopIteration), watched_by(diary), stage(Stage.FIT):
        next(iter(()))

    assert diary.lines == ["> fit", "<"]
