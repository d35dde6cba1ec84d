"""Figures share one dress, and say in both languages what they show."""

from accident_service.reconstruction.exhibits.figures import (
    dress,
    entitle,
    finished,
    legend,
    new_figure,
)


def test_a_dressed_figure_is_finished_as_drawing_and_picture() -> None:
    figure = new_figure(4, 3)
    axes = figure.add_subplot()
    axes.plot([0, 1], [2, 3], label="甲 A")
    entitle(axes, "速度曲线", "Speed")
    dress(axes, "时间 Time, s", "速度 Speed, km/h")
    legend(axes)

    drawn = finished(figure)

    assert b"<svg" in drawn.svg
    assert drawn.png.startswith(b"\x89PNG")
    assert axes.get_title(loc="left") == "速度曲线  Speed"
    assert axes.get_xlabel() == "时间 Time, s"
