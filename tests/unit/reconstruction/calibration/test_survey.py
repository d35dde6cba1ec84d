"""A survey keeps each mark's two places together."""

from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint

SURVEY = Survey(
    ImageSize(640, 480),
    (SurveyPoint(1.0, 2.0, 10.0, 20.0), SurveyPoint(3.0, 4.0, 30.0, 40.0, 0.15)),
)


def test_marks_come_in_the_surveys_order_on_both_sides() -> None:
    assert len(SURVEY) == 2
    assert SURVEY.clicked().xy_px.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert SURVEY.measured().xyz_m.tolist() == [[10.0, 20.0, 0.0], [30.0, 40.0, 0.15]]


def test_a_part_of_a_survey_is_a_survey() -> None:
    part = SURVEY.only((1,))

    assert part.points == SURVEY.points[1:]
    assert part.image_size == SURVEY.image_size


def test_an_empty_survey_has_no_marks_and_still_a_shape() -> None:
    empty = SURVEY.only(())

    assert empty.clicked().xy_px.shape == (0, 2)
    assert empty.measured().xyz_m.shape == (0, 3)
