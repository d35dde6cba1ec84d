"""V3: what would cost a machine its memory or its day is refused before it is decoded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.clip_verdicts import ClipVerdict
from tests.hostile import makers
from tests.hostile.reading import ReadingChild

pytestmark = pytest.mark.proves("V3")

# The reader's libraries alone take some 150 MB; a giant picture would take gigabytes.
LARGEST_BYTES = 400 * 2**20


@pytest.fixture
def child() -> Iterator[ReadingChild]:
    with ReadingChild() as reading:
        yield reading


@pytest.mark.parametrize(
    ("name", "make", "verdict"),
    [
        ("giant.avi", makers.giant, ClipVerdict.NO_SIZE),
        ("giant.h264", makers.giant_coded, ClipVerdict.TOO_LARGE),
        ("100k.mp4", makers.hundred_thousand, ClipVerdict.TOO_LARGE),
        ("day.mp4", makers.whole_day, ClipVerdict.TOO_LARGE),
        ("nested.m3u8", makers.playlist, ClipVerdict.NOT_A_VIDEO),
        ("nested.mp4", makers.playlist, ClipVerdict.NOT_A_VIDEO),
    ],
)
def test_v3_a_giant_is_refused_by_its_header_in_little_memory(
    name: str, make: makers.Maker, verdict: ClipVerdict, child: ReadingChild, tmp_path: Path
) -> None:
    said = child.made_of(make(tmp_path / name))

    peak_bytes = said["peak_bytes"]
    assert said["verdict"] == verdict
    assert isinstance(peak_bytes, int)
    assert peak_bytes < LARGEST_BYTES
