"""Random clips and their results on disk, so that a run goes on where the last one stopped.

Clips are kept by seed and by the version of the renderer, results by the version of the
analysis besides; nothing is made twice.
"""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fixtures.videos.random_scenes.draw import name_of

ROOT = Path(__file__).resolve().parents[2]
RENDERED_BY = ("fixtures/videos/renderer", "fixtures/videos/random_scenes")
ANALYSED_BY = ("accident_service/reconstruction", "accident_service/liability")
CACHE = Path.home() / ".cache" / "accident-random-clips"
ENDINGS = ("mp4", "scene.json", "truth.json")


def version_of(*folders: str) -> str:
    """A name for what the code of these folders says now."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                total.update(path.read_bytes())
    return total.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where clips lie and where results go."""

    clips: Path
    results: Path

    @classmethod
    def of_this_code(cls, cache: Path = CACHE) -> "Shelf":
        """Folders named after the code that fills them."""
        clips = cache / version_of(*RENDERED_BY)
        return cls(clips, clips / f"results-{version_of(*ANALYSED_BY)}")

    def truth(self, seed: int) -> Path:
        """The truth of a seed's clip, rendered when it is not there."""
        name = name_of(seed)
        truth = self.clips / f"{name}.truth.json"
        if not all((self.clips / f"{name}.{ending}").exists() for ending in ENDINGS):
            _run("fixtures.videos.random_scenes.render", str(self.clips), str(seed))
        return truth

    def result(self, truth: Path) -> Path:
        """The result of analysing a clip, made when it is not there."""
        name = truth.name.removesuffix(".truth.json")
        result = self.results / f"{name}.result.json"
        if not result.exists():
            self.results.mkdir(parents=True, exist_ok=True)
            clip, part = truth.with_name(f"{name}.mp4"), result.with_suffix(".part")
            scene = truth.with_name(f"{name}.scene.json")
            _run(
                *("accident_service.cli", "analyse", str(clip)),
                *("--scene", str(scene), "--out", str(part)),
            )
            part.replace(result)
        return result


def _run(module: str, *arguments: str) -> None:
    """Run a module of this project by itself, with one thread.

    Raises:
        subprocess.CalledProcessError: It failed; its last words are in `stderr`.
    """
    subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},  # noqa: TID251  a child needs the rest of it
    )
