"""Does the cost of an analysis grow with the clip's length alone, or faster?

`python -m tests.benchmarks.lasting CLIP [SECONDS ...]` plays the clip (its scene beside it) over
and over to each length, analyses that, and prints what a second of recording costs.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from tests.benchmarks.cost import Cost, cost_of

LENGTHS_S = (30.0, 60.0, 120.0)


def prolonged(clip: Path, folder: Path, length_s: float) -> tuple[Path, float]:
    """Write the clip, played over and over, and its scene into the folder.

    The coded pictures are copied as they are: nothing is lost, and the seams cost nothing.

    Returns:
        The file, and how long it is: at least as long as asked for.
    """
    made = folder / f"{clip.stem}_{length_s:.0f}s.mp4"
    begin = 0
    with av.open(str(clip)) as first, av.open(str(made), "w") as target:
        shown = first.streams.video[0]
        tick_s = float(shown.time_base or 0)
        stream = target.add_stream_from_template(shown)
        stream.time_base = shown.time_base
        while begin * tick_s < length_s:
            begin += _copied(clip, target, stream, begin)
    shutil.copy(clip.with_suffix(".scene.json"), made.with_suffix(".scene.json"))
    return made, begin * tick_s


def _copied(clip: Path, target: OutputContainer, stream: VideoStream, begin: int) -> int:
    """Add the clip's coded pictures from this moment on; how long they last, both in ticks."""
    with av.open(str(clip)) as source:
        packets = [one for one in source.demux(video=0) if one.dts is not None]
        first = min(one.pts or 0 for one in packets)
        last = max((one.pts or 0) + (one.duration or 0) for one in packets)
        for packet in packets:
            packet.pts = (packet.pts or 0) + begin - first
            packet.dts = (packet.dts or 0) + begin - first
            packet.stream = stream
            target.mux(packet)
    return last - first


def cost_of_analysis(clip: Path, result: Path) -> Cost:
    """Analyse the clip with the scene beside it, in a process of its own."""
    program = (sys.executable, "-m", "accident_service.cli", "analyse")
    return cost_of(*program, clip, "--scene", clip.with_suffix(".scene.json"), "--out", result)


def main(arguments: Sequence[str]) -> None:
    """Print one row a length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=Path)
    parser.add_argument("seconds", type=float, nargs="*", default=LENGTHS_S)
    asked = parser.parse_args(arguments)
    print("length s   wall s    cpu s  cpu s per s   peak MB")
    with tempfile.TemporaryDirectory() as name:
        for length_s in asked.seconds:
            clip, lasts_s = prolonged(asked.clip, Path(name), length_s)
            cost = cost_of_analysis(clip, Path(name) / "result.json")
            row = (lasts_s, cost.wall_s, cost.cpu_s, cost.cpu_s / lasts_s, cost.peak_mb)
            print("{:8.0f} {:8.1f} {:8.1f} {:12.3f} {:9.0f}".format(*row))


if __name__ == "__main__":
    main(sys.argv[1:])
