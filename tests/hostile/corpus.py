"""The corpus of clips that lie, are damaged, or are merely odd, each with its declared verdict.

`python -m tests.hostile.corpus FOLDER` writes it. `expected` is the verdict; `says` is what the
result must hold beside it, because to read a clip and to believe it are two things.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from accident_service.adapters.clip_verdicts import ClipVerdict as V
from tests.hostile import makers, odd_makers
from tests.hostile.reading import Said

READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileClip:
    """One file: how it is made, what the service must say of it."""

    name: str
    make: Callable[[Path], Path]
    expected: str
    says: Callable[[Said], bool] = field(default=lambda _said: True)


def count(said: Said, name: str) -> float:
    """A number the child said."""
    value = said[name]
    if not isinstance(value, int | float):
        raise TypeError(f"{name} is {value!r}")
    return float(value)


def standing(said: Said) -> object:
    """What vouches for the rate."""
    rate = said["rate"]
    return rate["standing"] if isinstance(rate, dict) else None


def short_of_frames(said: Said) -> bool:
    """Below the share at which the evidence is flagged as damaged."""
    return count(said, "decoded_share") < 0.98


CORPUS = (
    HostileClip(name="empty.mp4", make=makers.empty, expected=V.EMPTY),
    HostileClip(name="text.mp4", make=makers.text, expected=V.NOT_A_VIDEO),
    HostileClip(name="truncated-tail.mp4", make=makers.truncated_tail, expected=V.NOT_A_VIDEO),
    HostileClip(
        name="truncated-tail-index-first.mp4",
        make=makers.truncated_after_index,
        expected=READ,
        says=short_of_frames,
    ),
    HostileClip(
        name="lost-head.ts",
        make=makers.lost_head,
        expected=READ,
        says=lambda said: 20 < count(said, "frame_count") < 60,
    ),
    HostileClip(name="bit-flips.mp4", make=makers.bit_flips, expected=READ, says=short_of_frames),
    HostileClip(name="playlist.m3u8", make=makers.playlist, expected=V.NOT_A_VIDEO),
    HostileClip(name="playlist-of-playlists.mp4", make=makers.playlist, expected=V.NOT_A_VIDEO),
    HostileClip(name="concat.mp4", make=makers.concat_list, expected=V.NOT_A_VIDEO),
    HostileClip(name="giant.avi", make=makers.giant, expected=V.NO_SIZE),
    HostileClip(name="giant.h264", make=makers.giant_coded, expected=V.TOO_LARGE),
    HostileClip(name="100k-frames.mp4", make=makers.hundred_thousand, expected=V.TOO_LARGE),
    HostileClip(name="24-hours.mp4", make=makers.whole_day, expected=V.TOO_LARGE),
    HostileClip(
        name="truncated-gop.ts",
        make=makers.truncated_gop,
        expected=READ,
        says=lambda said: count(said, "frame_count") >= 20,
    ),
    HostileClip(name="no-frames.mp4", make=makers.no_frames, expected=V.NO_VIDEO),
    HostileClip(name="one-frame.mp4", make=makers.one_frame, expected="timeline-unusable"),
    HostileClip(name="wrong-extension.txt", make=makers.plain, expected=READ),
    HostileClip(name="audio-only.mp4", make=makers.audio_only, expected=V.NO_VIDEO),
    HostileClip(
        name="two-streams.mp4",
        make=odd_makers.two_streams,
        expected=READ,
        says=lambda said: said["size_px"] == [320, 240],
    ),
    HostileClip(
        name="rotated.mp4",
        make=odd_makers.rotated,
        expected=READ,
        says=lambda said: abs(count(said, "rotation_deg")) == 90,
    ),
    HostileClip(name="size-change.ts", make=odd_makers.size_change, expected=V.SIZE_CHANGES),
    HostileClip(name="ten-bit.mp4", make=odd_makers.ten_bit, expected=READ),
    HostileClip(
        name="interlaced.mp4",
        make=odd_makers.interlaced,
        expected=READ,
        says=lambda said: said["interlaced"] is True,
    ),
    HostileClip(
        name="b-frames-late-start.mp4",
        make=odd_makers.late_start,
        expected=READ,
        says=lambda said: count(said, "out_of_order_count") == 0,
    ),
    HostileClip(
        name="negative-pts.mkv",
        make=odd_makers.negative_start,
        expected=READ,
        says=lambda said: count(said, "out_of_order_count") == 0,
    ),
    HostileClip(
        name="repeated-pts.mkv",
        make=odd_makers.standing_times,
        expected=READ,
        says=lambda said: count(said, "out_of_order_count") == 1,
    ),
    HostileClip(
        name="pts-gap.mp4",
        make=odd_makers.gap,
        expected=READ,
        says=lambda said: abs(count(said, "longest_gap_s") - 2.64) < 1e-3,
    ),
    HostileClip(
        name="vfr.mp4",
        make=odd_makers.variable_rate,
        expected=READ,
        says=lambda said: said["regular"] is False,
    ),
    HostileClip(
        name="fps-lie.mp4",
        make=odd_makers.rate_lie,
        expected=READ,
        says=lambda said: standing(said) == "disputed",
    ),
    HostileClip(name="raw-video.avi", make=odd_makers.raw_video, expected=V.REFUSED_CODEC),
    HostileClip(name="no-times.h264", make=odd_makers.bare_stream, expected=V.NO_TIMES),
)


def main(arguments: list[str]) -> int:
    """Write every file of the corpus into a folder."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for clip in CORPUS:
        clip.make(folder / clip.name)
        sys.stdout.write(f"{clip.name}: {clip.expected}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
