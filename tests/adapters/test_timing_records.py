"""A clip's timing says the same after a journey through the document."""

from dataclasses import replace

from accident_service.adapters.fields import Fields
from accident_service.adapters.timing_records import timing_of, timing_record
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.timing.clock.burnt_in_clock import (
    BurntInClock,
    ClockStanding,
)
from accident_service.reconstruction.timing.rate import RateFinding, RateStanding
from accident_service.reconstruction.timing.scene_cuts import SceneSpan
from tests.scenes.two_vehicles import TIMING

DOUBTED = replace(
    TIMING,
    foreign_count=2,
    picture_sigma_s=0.009623,
    scenes=(
        SceneSpan(from_s=0.0, to_s=1.0, picture_count=25),
        SceneSpan(from_s=1.04, to_s=9.0, picture_count=200),
    ),
    measured_scene=1,
    rate=RateFinding(RateStanding.DISPUTED, 0.25, 2.0),
    clock=BurntInClock(ClockStanding.READ, Estimate(2.0, 0.001), Estimate(44_836.98, 0.0116)),
)


def test_all_of_the_timing_survives() -> None:
    assert timing_of(Fields("result", "", timing_record(DOUBTED))) == DOUBTED


def test_a_document_that_says_less_is_taken_at_its_word() -> None:
    said = timing_record(TIMING)
    for name in (
        "foreign_count",
        "picture_sigma_s",
        "scenes",
        "measured_scene",
        "rate",
        "burnt_in_clock",
    ):
        del said[name]

    assert timing_of(Fields("result", "", said)) == replace(TIMING, rate=RateFinding())
