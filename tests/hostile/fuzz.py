"""Small clips with changed bytes, many of them: none may kill the parent, none go unanswered.

`python -m tests.hostile.fuzz --files 50000` is the long run; the tests do a thousand. Files are
made from the sound clips and their number alone: a run with a folder of its own (`--in`) keeps
those clips, so that it goes on where it stopped and any of its files can be made again.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import numpy as np

from accident_service.adapters.clip_verdicts import ClipVerdict
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.hostile.reading import ReadingChild
from tests.hostile.reading_child import peak_bytes

SMALL = (96, 80)
BLOCK = 250  # files between two notes of how far it got
ANSWERS = frozenset({"read", "timeline-unusable", *ClipVerdict})
SEEDLINGS = (
    ("a.mp4", "libx264", "yuv420p"),
    ("b.ts", "libx264", "yuv420p"),
    ("c.mkv", "mpeg4", "yuv420p"),
    ("d.avi", "mjpeg", "yuvj420p"),
    ("e.mp4", "libx265", "yuv420p"),
    ("f.flv", "libx264", "yuv420p"),
)


@dataclass(slots=True)
class Tally:
    """What became of the files so far."""

    answers: Counter[str] = field(default_factory=Counter)
    blocks: set[int] = field(default_factory=set)
    child_peak_bytes: int = 0
    killers: list[int] = field(default_factory=list)

    def take(self, other: "Tally") -> None:
        """Add what another tally counted."""
        self.answers += other.answers
        self.blocks |= other.blocks
        self.child_peak_bytes = max(self.child_peak_bytes, other.child_peak_bytes)
        self.killers += other.killers

    def note(self, path: Path) -> None:
        """Write it down, whole or not at all."""
        fresh = path.with_suffix(".part")
        said = {
            "answers": self.answers,
            "blocks": sorted(self.blocks),
            "child_peak_bytes": self.child_peak_bytes,
            "killers": self.killers,
        }
        fresh.write_text(json.dumps(said), encoding="utf-8")
        fresh.replace(path)


def noted(path: Path) -> Tally:
    """The tally of an earlier run, or an empty one."""
    if not path.exists():
        return Tally()
    said = json.loads(path.read_text(encoding="utf-8"))
    return Tally(
        Counter(said["answers"]), set(said["blocks"]), said["child_peak_bytes"], said["killers"]
    )


def sound_clips(folder: Path) -> list[Path]:
    """The clips to spoil, made where they are missing: containers and codecs of recorders."""
    folder.mkdir(parents=True, exist_ok=True)
    clips = []
    for name, codec, pix_fmt in SEEDLINGS:
        if (folder / name).exists():
            clips.append(folder / name)
            continue
        options = (("x265-params", "log-level=none"),) if codec == "libx265" else ()
        recipe = ClipRecipe(
            times_s=even_times_s(8), codec=codec, pix_fmt=pix_fmt, size=SMALL, options=options
        )
        clips.append(write_clip(folder / name, recipe))
    return clips


def spoilt(sound: bytes, seed: int) -> bytes:
    """Up to sixty bytes changed anywhere, header included; one in five cut short as well."""
    rng = np.random.default_rng(seed)
    content = bytearray(sound)
    for place in rng.integers(0, len(content), int(rng.integers(1, 60))):
        content[place] ^= int(rng.integers(1, 256))
    return bytes(content[: int(rng.integers(1, len(content)))] if seed % 5 == 0 else content)


def fuzzed(folder: Path, seeds: Sequence[int], block: int = 0) -> Tally:
    """What a child of its own made of the spoilt clips of these numbers."""
    sound = [(clip.suffix, clip.read_bytes()) for clip in sound_clips(folder / "sound")]
    tally = Tally(blocks={block})
    with ReadingChild() as child:
        for seed in seeds:
            suffix, content = sound[seed % len(sound)]
            path = folder / f"spoilt-{block}{suffix}"
            path.write_bytes(spoilt(content, seed))
            said = child.made_of(path)
            path.unlink()
            tally.answers[str(said["verdict"])] += 1
            peak = said.get("peak_bytes", 0)
            tally.child_peak_bytes = max(tally.child_peak_bytes, int(str(peak)))
            if said["verdict"] == ClipVerdict.READER_DIED:
                tally.killers.append(seed)
    return tally


def _blocks_left(count: int, done: set[int]) -> Iterator[tuple[int, range]]:
    for block, first in enumerate(range(0, count, BLOCK)):
        if block not in done:
            yield block, range(first, min(first + BLOCK, count))


def long_run(count: int, jobs: int, folder: Path) -> Tally:
    """Every file of the run that has no answer yet, block by block, telling how far it got."""
    sound_clips(folder / "sound")
    tally = noted(folder / "tally.json")
    began_s = monotonic()
    with ThreadPoolExecutor(jobs) as crew:
        left = tuple(_blocks_left(count, tally.blocks))
        running = [crew.submit(fuzzed, folder, seeds, block) for block, seeds in left]
        for done in running:
            tally.take(done.result())
            tally.note(folder / "tally.json")
            _say(f"{tally.answers.total():7d} of {count} after {monotonic() - began_s:.0f} s")
    return tally


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Run as many as asked for and say what became of them; 0 when every file was answered."""
    wanted = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz")
    wanted.add_argument("--files", type=int, default=50_000)
    wanted.add_argument("--jobs", type=int, default=1)
    wanted.add_argument("--in", dest="folder", type=Path, help="keeps the run, to go on with it")
    asked = wanted.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as spare:
        tally = long_run(asked.files, asked.jobs, asked.folder or Path(spare))
    for answer, times in tally.answers.most_common():
        _say(f"{times:7d}  {answer}")
    _say(f"{len(tally.killers):7d}  readers killed {tally.killers}")
    _say(f"peak of a reader {tally.child_peak_bytes / 2**20:.0f} MB")
    _say(f"peak of this program {peak_bytes() / 2**20:.0f} MB")
    return 0 if tally.answers.total() == asked.files and set(tally.answers) <= ANSWERS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
