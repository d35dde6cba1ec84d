"""What a command costs on this machine: wall and processor time, and memory."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_WATCHER = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
_DECODE = """
import sys
from pathlib import Path
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import read_frames
for _ in read_frames(Path(sys.argv[1]), ClipLimits()):
    pass
"""


class Cost(NamedTuple):
    """What one run of a command took."""

    wall_s: float
    cpu_s: float
    peak_mb: float  # of its largest process


def cost_of(*command: str | Path) -> Cost:
    """Run a command to its end and say what it and all its children took.

    Raises:
        subprocess.CalledProcessError: It failed; `stderr` says why.
    """
    started_s = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WATCHER, *map(str, command)],
        check=True,
        capture_output=True,
        text=True,
    )
    wall_s = time.perf_counter() - started_s
    cpu_s, peak_mb = [float(part) for part in done.stdout.splitlines()[-1].strip("[]").split(",")]
    return Cost(wall_s, cpu_s, peak_mb)


def kept_cost(path: Path, measure: Callable[[], Cost], *, again: bool) -> Cost:
    """What the file holds of an earlier run; measured, and kept there, where it holds nothing.

    Args:
        again: Measure in any case.
    """
    if again or not path.exists():
        path.write_text(json.dumps(measure()))
    return Cost(*json.loads(path.read_text()))


def cost_of_decoding(clip: Path) -> Cost:
    """Decode the clip's luma and do nothing with it, in a process of its own."""
    return cost_of(sys.executable, "-c", _DECODE, clip)
