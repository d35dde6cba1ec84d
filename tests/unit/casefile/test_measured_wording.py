import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accident_service.casefile.measured_wording import (
    Sentence,
    contact_in_words,
    part_in_words,
    position_in_words,
    speed_in_words,
)
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from tests.fakes.examples import sealed_clip
from tests.fakes.measured import measured_contact

MATCH = PartyTracks(track_a=TrackId("V1"), track_b=TrackId("V2"), matched_by="statements")


@given(st.floats(-20, 60), st.floats(0, 20))
def test_a_printed_speed_never_claims_more_than_was_measured(low: float, width: float) -> None:
    speed_mps = Interval(low, low + width)

    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", speed_in_words(speed_mps).en)]
    if len(numbers) == 1:  # at most so much, either way
        numbers = [-numbers[0], numbers[0]]
        speed_mps = Interval(*sorted((-max(-low, low + width), max(-low, low + width))))

    assert numbers[0] <= speed_mps.low * 3.6 + 1e-5
    assert numbers[1] >= speed_mps.high * 3.6 - 1e-5
    assert numbers[0] > speed_mps.low * 3.6 - 0.11
    assert numbers[1] < speed_mps.high * 3.6 + 0.11


def test_a_speed_that_may_be_none_is_said_to_be_consistent_with_standing() -> None:
    assert speed_in_words(Interval(-0.1, 0.1)).zh == "与静止相符（不超过0.4千米/小时）"
    assert speed_in_words(Interval(5.5, 6.1)).en == "19.8 to 22.0 km/h"


def test_the_position_is_told_with_its_doubt_rounded_outwards() -> None:
    told = position_in_words(measured_contact())

    assert told.zh == "接触点 北纬43.170028°，东经124.350153°（WGS-84；相对该处坐标基准±0.3米）"
    assert (
        told.en == "touched at 43.170028° N, 124.350153° E (WGS 84; ± 0.3 m from the site's datum)"
    )
    assert position_in_words(replace(measured_contact(), coordinates=None)) == Sentence("", "")


def test_the_contact_is_told_in_the_order_of_the_parties() -> None:
    told = contact_in_words(measured_contact(), sealed_clip(), MATCH)
    swapped = replace(MATCH, track_a=MATCH.track_b, track_b=MATCH.track_a)
    told_swapped = contact_in_words(measured_contact(), sealed_clip(), swapped)

    assert "甲方车辆碰撞部位为车尾" in told.zh
    assert "乙方车辆碰撞部位为车头正面" in told.zh
    assert told.zh.index("甲方车辆") < told.zh.index("乙方车辆")
    assert "甲方车辆碰撞部位为车头正面" in told_swapped.zh


def test_without_a_match_nobody_is_named() -> None:
    told = contact_in_words(measured_contact(), sealed_clip(), None)

    assert "甲方" not in told.zh
    assert "party" not in told.en
    assert "车辆V1" in told.zh


def test_the_true_time_corrects_the_cameras_clock_and_keeps_its_doubt() -> None:
    # 11:58:50 by the camera, plus 71.24 s of recording, minus a clock 1.4 s fast.
    told = contact_in_words(measured_contact(), sealed_clip(), MATCH)
    assert "11:59:59.8" in told.zh
    assert "±0.5秒" in told.zh  # 2 x 0.2 s of the clock, half of 0.08 s of contact, upwards

    unsure = replace(sealed_clip(), clock_offset_s=Estimate(1.4, 3.0))
    assert "±6.1秒" in contact_in_words(measured_contact(), unsure, MATCH).zh


@pytest.mark.parametrize(("clock", "zh"), [(12, "车头正面"), (6, "车尾"), (9, "左侧中部")])
def test_parts_are_worded_from_the_clock(clock: int, zh: str) -> None:
    assert part_in_words(clock).zh == zh
