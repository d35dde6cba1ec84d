"""Small clips with changed bytes, many of them: none may kill the parent, none go unanswered.

`python -m tests.hostile.fuzz 50000` is the long run; the tests do a thousand.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from accident_service.adapters.clip_verdicts import ClipVerdict
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.hostile.reading import ReadingChild

SMALL = (96, 80)
ANSWERS = frozenset({"read", "timeline-unusable", *ClipVerdict})
SEEDLINGS = (
    ("a.mp4", "libx264", "yuv420p"),
    ("b.ts", "libx264", "yuv420p"),
    ("c.mkv", "mpeg4", "yuv420p"),
    ("d.avi", "mjpeg", "yuvj420p"),
    ("e.mp4", "libx265", "yuv420p"),
    ("f.flv", "libx264", "yuv420p"),
)


def sound_clips(folder: Path) -> list[Path]:
    """The clips to spoil: containers and codecs of recorders, a few frames each."""
    folder.mkdir(parents=True, exist_ok=True)
    clips = []
    for name, codec, pix_fmt in SEEDLINGS:
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


def fuzzed(folder: Path, count: int) -> Counter[str]:
    """How often each answer was given to `count` spoilt clips."""
    sound = sound_clips(folder / "sound")
    contents = [clip.read_bytes() for clip in sound]
    answers: Counter[str] = Counter()
    with ReadingChild() as child:
        for seed in range(count):
            which = seed % len(sound)
            path = folder / f"spoilt{sound[which].suffix}"
            path.write_bytes(spoilt(contents[which], seed))
            answer = str(child.made_of(path)["verdict"])
            answers[answer] += 1
            if answer == ClipVerdict.READER_DIED:
                sys.stdout.write(f"seed {seed} killed its reader: {which} {sound[which].name}\n")
                sys.stdout.flush()
    return answers


def main(arguments: Sequence[str]) -> int:
    """Run as many as asked for and say what became of them."""
    count = int(arguments[0]) if arguments else 50_000
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        answers = fuzzed(Path(folder), count)
    for answer, times in answers.most_common():
        sys.stdout.write(f"{times:7d}  {answer}\n")
    return 0 if sum(answers.values()) == count and set(answers) <= ANSWERS else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
