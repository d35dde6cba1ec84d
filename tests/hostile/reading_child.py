"""Reads clips named on its standard input, under an analysis child's limits, and may die of one.

One line in, one line out: what the service's own reader and timeline make of the file. Reused
for many files, because starting it costs more than a small clip.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import av
import cv2

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_manners import limit_self, private_output
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.process_ties import die_with
from accident_service.adapters.timing_records import timing_record
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipUnreadable, TimelineUnusable
from accident_service.reconstruction.timeline import Timeline

LIMITS = ClipLimits()


def made_of(path: Path) -> dict[str, object]:
    """The verdict of one file, and what it says of its time where it can be read."""
    timeline = Timeline()
    try:
        reader = ClipReader(path, LIMITS)
        for _ in timeline.follow(reader.frames()):
            pass
        timing = timeline.summary(reader.declared_frame_count, reader.coded_rate)
    except ClipUnreadable as refusal:
        return {"verdict": refusal.verdict}
    except TimelineUnusable as refusal:
        return {"verdict": refusal.code}
    return {
        "verdict": "read",
        "rotation_deg": reader.rotation_deg,
        "interlaced": reader.interlaced,
        "damaged_packet_count": reader.damaged_packet_count,
        "size_px": [reader.probe.width_px, reader.probe.height_px],
        **timing_record(timing),
    }


def peak_bytes() -> int:
    """The most memory this program ever held.

    Not `getrusage`: that counts what the parent held when it started this program, too.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return 1024 * int(line.split()[1])


def main() -> None:
    """Answer until the parent closes its end."""
    die_with(os.getppid())
    limit_self(replace(ChildLimits(), memory_bytes=2 * 2**30, cpu_s=3600))
    av.logging.set_level(av.logging.PANIC)
    cv2.setNumThreads(1)
    say = private_output()
    for line in sys.stdin:
        said = made_of(Path(line.rstrip("\n")))
        say({**said, "peak_bytes": peak_bytes()})


if __name__ == "__main__":
    main()
