"""V2: a file that gives fewer frames than it promises is flagged, and carries no proposal."""

from dataclasses import replace
from pathlib import Path

import pytest

from accident_service.liability.evidence_gate import refusals
from accident_service.liability.thresholds import Thresholds
from tests.hostile import makers
from tests.hostile.reading_child import made_of
from tests.unit.liability.drives import rear_end

pytestmark = pytest.mark.proves("V2")

LIMITS = Thresholds.built_in()


@pytest.mark.parametrize("make", [makers.bit_flips, makers.truncated_after_index])
def test_v2_a_shortfall_of_frames_is_stated(make: makers.Maker, tmp_path: Path) -> None:
    said = made_of(make(tmp_path / "damaged.mp4"))

    share = said["decoded_share"]
    assert isinstance(share, float)
    assert share < LIMITS.gate_decoded_share


@pytest.mark.parametrize(("decoded", "refused"), [(87, True), (489, True), (491, False)])
def test_v2_the_evidence_gate_refuses_below_98_in_a_hundred(decoded: int, *, refused: bool) -> None:
    good = rear_end().found
    timing = replace(good.timing, frame_count=decoded, declared_frame_count=500)
    found = replace(good, timing=timing)

    codes = [reason.code for reason in refusals(found, found.collisions[0], LIMITS)]

    assert codes == (["clip-damaged"] if refused else [])
