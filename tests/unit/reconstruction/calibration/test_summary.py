"""The figure shown is the worst one."""

import math

from accident_service.reconstruction.calibration.summary import CalibrationSummary


def summary(*errors_m: float) -> CalibrationSummary:
    return CalibrationSummary(
        point_count=5, residual_rms_px=1.0, leave_one_out_m=errors_m, camera_height_m=8.0
    )


def test_the_worst_point_speaks_for_the_survey() -> None:
    assert summary(0.1, 16.7, 0.3).worst_leave_one_out_m == 16.7


def test_a_survey_that_cannot_be_judged_is_as_bad_as_can_be() -> None:
    assert summary().worst_leave_one_out_m == math.inf
