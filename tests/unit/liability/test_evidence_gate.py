import math
from dataclasses import replace

import pytest

from accident_service.liability.evidence_gate import refusals
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.timing.rate import RateFinding, RateStanding
from tests.unit.liability.drives import rear_end

GOOD = rear_end().found
DISPUTED = RateFinding(RateStanding.DISPUTED, 0.25, 2.0)
LIMITS = Thresholds.built_in()


def codes(found: Reconstruction) -> list[str]:
    return [reason.code for reason in refusals(found, found.collisions[0], LIMITS)]


def with_timing(**changes: object) -> Reconstruction:
    return replace(GOOD, timing=replace(GOOD.timing, **changes))  # type: ignore[arg-type]  # counts too


def with_contact(**changes: object) -> Reconstruction:
    return replace(GOOD, collisions=(replace(GOOD.collisions[0], **changes),))  # type: ignore[arg-type]  # the test says which


def with_survey(*left_out_m: float) -> Reconstruction:
    return replace(GOOD, calibration=replace(GOOD.calibration, leave_one_out_m=left_out_m))


def test_a_good_clip_is_let_through() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (with_timing(median_interval_s=0.2), "frame-rate-low"),
        (with_timing(duplicate_count=200), "timing-doubtful"),
        (with_timing(rate=DISPUTED), "rate-doubtful"),
        (with_timing(declared_frame_count=500), "clip-damaged"),
        (with_survey(0.1, 0.5, 0.9), "calibration-poor"),
        (with_survey(), "calibration-poor"),
        (with_contact(pts_interval_s=Interval(1.0, 1.1), pts_s=1.05), "clip-too-short"),
        (with_contact(pts_interval_s=Interval(6.0, 7.5)), "contact-time-doubtful"),
        (with_contact(hidden=True), "contact-hidden"),
        (with_contact(camera_error_m=0.31), "calibration-poor-here"),
        (with_contact(camera_error_m=math.inf), "calibration-poor-here"),
    ],
)
def test_each_fault_is_refused_by_name(found: Reconstruction, code: str) -> None:
    assert codes(found) == [code]


def test_a_refusal_names_the_number_and_the_limit_in_both_languages() -> None:
    found = with_survey(0.1, 0.5, 0.9)

    (reason,) = refusals(found, found.collisions[0], LIMITS)

    assert "0.50" in reason.zh
    assert "0.30" in reason.zh
    assert "is 0.50; it should be at most 0.30" in reason.en


def test_a_vehicle_hidden_around_the_contact_is_refused() -> None:
    leader, follower, *_ = GOOD.trajectories
    near = abs(leader.pts_s - 7.0) < 0.4
    shy = replace(leader, visible_share=leader.visible_share - 0.9 * near)

    assert codes(replace(GOOD, trajectories=(shy, follower))) == ["contact-not-visible"]


def test_a_vehicle_not_followed_through_the_contact_is_refused() -> None:
    leader, follower, *_ = GOOD.trajectories
    gone = leader.pts_s < 5.0
    lost = replace(
        leader,
        **{
            name: getattr(leader, name)[gone]
            for name in (
                "pts_s",
                "xy_m",
                "heading_rad",
                "speed_mps",
                "xy_sigma_m",
                "heading_sigma_rad",
                "speed_sigma_mps",
                "visible_share",
            )
        },
    )

    assert codes(replace(GOOD, trajectories=(lost, follower))) == ["contact-not-visible"]
