from accident_service.liability.facts.waiting_cause import cause_to_wait
from tests.unit.liability.drives import A, B, rear_end
from tests.unit.liability.manoeuvre_drives import parked


def test_a_standing_vehicle_close_ahead_is_a_cause_and_is_named() -> None:
    seen = rear_end().observed()
    cause = cause_to_wait(seen, A, seen.pose_at(A, 6.0))

    assert cause is not None
    assert "vehicle C stood or crawled 2.5 m ahead" in cause.en
    assert "车辆C" in cause.zh


def test_the_other_party_is_no_cause() -> None:
    seen = rear_end().observed()

    assert "vehicle A" not in str(cause_to_wait(seen, B, seen.pose_at(B, 6.0)))


def test_an_empty_road_is_no_cause() -> None:
    seen = parked().observed()

    assert cause_to_wait(seen, A, seen.pose_at(A, 6.0)) is None
