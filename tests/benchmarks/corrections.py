"""How long an officer waits for the answer to a correction, on a real analysis.

`python -m tests.benchmarks.corrections RESULT SCENE` takes the result of an analysis and the
scene it was made with; each kind of correction is answered several times, and the slowest of
each is told beside the second look that a worker does afterwards. Reading the stored result
counts: the desk reads it anew for every correction.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from accident_service.adapters.analysis_files import from_document
from accident_service.adapters.fields import Fields
from accident_service.adapters.scene_files import read_scene
from accident_service.liability.changes import (
    Change,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
)
from accident_service.liability.corrected import Scene, Told, corrected
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.propose import propose
from accident_service.liability.road_map import LineKind
from accident_service.liability.robustness.firmness import WORLD_COUNT
from accident_service.liability.rulebook import Rulebook

TRIES = 5
THE_DAY = date(2026, 3, 1)


def changes_of(scene: Scene) -> dict[str, Change]:
    """One correction of each kind, about the first contact of the scene."""
    event = scene.reconstruction.collisions[0]
    first, _second = event.tracks
    pose = scene.reconstruction.trajectory(first).pose_at(event.pts_s)
    return {
        "a fact": FactTold(kind=FactKind.REVERSING, party=first, truth=Truth.TRUE),
        "a footprint": FootprintMoved(
            track=first, pts_s=event.pts_s, x_m=pose.x_m + 0.3, y_m=pose.y_m
        ),
        "the contact": ContactPlaced(tracks=event.tracks, pts_s=event.pts_s - 0.04),
        "a line": LineMarked(
            lane=scene.road_map.lanes[0].id, side=LineSide.LEFT, line=LineKind.SOLID_WHITE
        ),
    }


def answered(read: Callable[[], Scene], change: Change, worlds: int) -> float:
    """Seconds from the stored result to the proposal."""
    began_s = time.perf_counter()
    there = corrected(read(), [Told(change, "-")])
    propose(
        there.reconstruction,
        there.road_map,
        there.signals,
        occurred_on=THE_DAY,
        rulebook=Rulebook.built_in(),
        worlds=worlds,
        told=there.told,
    )
    return time.perf_counter() - began_s


def main(result: Path, scene_file: Path) -> None:
    """Print the table."""

    def read() -> Scene:
        found = from_document(Fields(result.name, "", json.loads(result.read_bytes())))
        scene = read_scene(scene_file)
        return Scene(reconstruction=found, road_map=scene.road_map, signals=scene.signals)

    print("| correction | answer, median | slowest | second look |")
    print("| --- | --- | --- | --- |")
    for name, change in changes_of(read()).items():
        waits_s = [answered(read, change, 0) for _ in range(TRIES)]
        looked_s = answered(read, change, WORLD_COUNT)
        told = (statistics.median(waits_s), max(waits_s), looked_s)
        print(f"| {name} | " + " | ".join(f"{one:.2f} s" for one in told) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
