import math

from accident_service.liability.phrasing import (
    Text,
    angle,
    metres,
    seconds,
    speed,
    vehicle,
    verdict,
)
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability.drives import A


def test_numbers_are_written_as_intervals_in_both_languages() -> None:
    assert metres(Interval(0.1, 0.25)).zh == "[0.10, 0.25]米"
    assert seconds(Interval(7.0, 7.04)).en == "[7.00, 7.04] s"
    assert angle(Interval(0.0, math.pi / 2)).en == "[0.0, 90.0]°"


def test_speeds_are_written_in_kilometres_per_hour() -> None:
    assert speed(Interval(-1.0, 10.0)).zh == "[-3.6, 36.0]千米/小时"


def test_vehicles_are_named_by_their_track() -> None:
    assert (vehicle(A).zh, vehicle(A).en) == ("车辆A", "vehicle A")


def test_a_truth_reads_as_an_answer() -> None:
    assert [verdict(truth).zh for truth in ("true", "false", "unknown")] == ["是", "否", "不能确定"]


def test_a_sentence_begins_with_a_capital_and_a_vehicle_keeps_its_name() -> None:
    assert vehicle(A).opening_en == "Vehicle A"
    assert Text("", "").opening_en == ""
