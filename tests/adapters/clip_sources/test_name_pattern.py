from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.errors import InvalidSettings
from accident_service.quantities.clocks import TimeWindow

CHINA = ZoneInfo("Asia/Shanghai")
FRIGATE = NamePattern("{date:%Y-%m-%d}/{hour:%H}/{camera}/{start:%M.%S}.mp4", length_s=10.0)
RECORDER = NamePattern(
    "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4", zone=CHINA, length_s=60.0
)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def window(from_s: float, to_s: float) -> TimeWindow:
    return TimeWindow(NOON + timedelta(seconds=from_s), NOON + timedelta(seconds=to_s))


def test_names_tell_when_a_file_was_recorded() -> None:
    assert FRIGATE.span("2026-03-02/12/gate/00.05.mp4", "gate") == window(5, 15)
    assert RECORDER.span("gate/2026-03-02/20/00.05.mp4", "gate") == window(5, 65)


@pytest.mark.parametrize(
    ("pattern", "path", "span"),
    [
        (
            "{camera}/{start:%Y%m%dT%H%M%S%z}_{length_s}s.mp4",
            "gate/20260302T200000+0800_60s.mp4",
            (0, 60),
        ),
        (  # the hour stands in the folder and in the name
            "{start:%Y/%m/%d}/{start:%H}/{camera}/{start:%H%M%S.%f}-{length_s}.ts",
            "2026/03/02/12/gate/120000.5-30.ts",
            (0.5, 30.5),
        ),
        (  # times of day only, over midnight
            "{camera}/{date:%Y-%m-%d}/{any}/{start:%H.%M.%S}-{end:%H.%M.%S}{any}.dav",
            "gate/2026-03-02/001/dav/x/12.00.00-12.30.00[R][0@0][0].dav",
            None,
        ),
        (
            "{camera}/{date:%Y-%m-%d}/{any}/{start:%H.%M.%S}-{end:%H.%M.%S}{any}.dav",
            "gate/2026-03-02/001/12.00.00-00.00.00[R][0@0][0].dav",
            (0, 12 * 3600),
        ),
        (
            "{camera}_{start:%Y%m%d%H%M%S}_{end:%Y%m%d%H%M%S}.mp4",
            "gate_20260302120000_20260302121000.mp4",
            (0, 600),
        ),
        ("{camera}/{start:%Y%j-%H%M}-{length_s}.avi", "gate/2026061-1200-60.avi", (0, 60)),
    ],
)
def test_other_recorders_name_otherwise(
    pattern: str, path: str, span: tuple[float, float] | None
) -> None:
    assert NamePattern(pattern).span(path, "gate") == (window(*span) if span else None)


@pytest.mark.parametrize(
    "path",
    [
        "2026-03-02/12/other/00.05.mp4",
        "2026-03-02/12/gate/00.05.mp4.tmp",
        "2026-03-02/12/gate/0.5.mp4",
        "2026-13-02/12/gate/00.05.mp4",
        "2026-03-02/12/gate/00.65.mp4",
        "notes.txt",
    ],
)
def test_a_name_that_is_none_tells_nothing(path: str) -> None:
    assert FRIGATE.span(path, "gate") is None


def test_a_camera_named_like_an_expression_is_only_itself() -> None:
    assert FRIGATE.span("2026-03-02/12/gate/00.05.mp4", "g.te") is None
    assert FRIGATE.span("2026-03-02/12/g.te/00.05.mp4", "g.te") is not None


def test_only_folders_that_may_hold_the_time_are_looked_into() -> None:
    assert FRIGATE.folders("gate", window(-30, 30)) == (
        "2026-03-02/11/gate",
        "2026-03-02/12/gate",
    )
    assert len(FRIGATE.folders("gate", window(-30, 3 * 3600))) == 5
    assert "gate/2026-03-02/20" in RECORDER.folders("gate", window(0, 30))
    in_one = NamePattern("{camera}/{start:%Y-%m-%d/%H/%M.%S}.mp4", length_s=5)
    assert in_one.folders("gate", window(1, 2)) == ("gate/2026-03-02/11", "gate/2026-03-02/12")
    below = NamePattern("{camera}/{any}/{start:%Y%m%d-%H%M%S}.mp4", length_s=5)
    assert below.folders("gate", window(0, 1)) == ("gate",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{camera}/{start:%H%M}-{length_s}.mp4", "day, hour and minute"),
        ("{camera}/{start:%Y%m%d}-{length_s}.mp4", "day, hour and minute"),
        ("{camera}/{start:%Y%m%d%H%M%S}.mp4", "no end"),
        ("{camera}/{start:%Y%m%d%H%M%A}-{length_s}.mp4", "no piece"),
        ("{camera}/{begin:%Y%m%d%H%M}-{length_s}.mp4", "no piece"),
        ("{camera}/{camera:x}{start:%Y%m%d%H%M}-{length_s}.mp4", "no piece"),
        ("../{camera}/{start:%Y%m%d%H%M}-{length_s}.mp4", "out of its root"),
        ("/{camera}/{start:%Y%m%d%H%M}-{length_s}.mp4", "out of its root"),
    ],
)
def test_a_pattern_that_cannot_tell_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidSettings, match=why):
        NamePattern(text)


def test_how_exact_a_name_is() -> None:
    assert FRIGATE.precision_s == 1.0
    assert NamePattern("{start:%Y%m%d%H%M}-{length_s}").precision_s == 60.0
    assert NamePattern("{start:%Y%m%d%H%M%S.%f}-{length_s}").precision_s == 0.001
