"""Contacts from trajectories and steps: true courses, a tracker's errors, and what comes back.

`python -m tests.benchmarks.contact_trials [COUNT] [SEED]` tries random meetings of every kind,
touching and missing by 0.2 to 0.6 m, and prints how often a touch is claimed and how well.
"""

import math
import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from accident_service.reconstruction.collision.contacts import find_contacts
from accident_service.reconstruction.collision.event import CollisionEvent
from tests.scenes.courses import Measuring, measured
from tests.scenes.encounters import Encounter, random_encounter
from tests.scenes.meetings import KINDS
from tests.scenes.seen_steps import seen_steps, some_seeing

OVERLAP_M, MISS_M = (-0.6, -0.05), (0.2, 0.6)


class Trial(NamedTuple):
    """One meeting as measured once."""

    kind: str
    truth: Encounter
    how: Measuring
    found: tuple[CollisionEvent, ...]

    @property
    def hit(self) -> CollisionEvent | None:
        """The claim, where a touch is true and one is claimed."""
        return self.found[0] if self.found and math.isfinite(self.truth.touch_s) else None


def some_measuring(rng: np.random.Generator) -> Measuring:
    """A tracker of between good and poor, as the analysed clips show them."""
    place_m = float(rng.uniform(0.1, 0.4))
    return Measuring(
        place_sigma_m=place_m,
        noise_m=float(rng.uniform(0.003, 0.015)),
        noise_mps=float(rng.uniform(0.02, 0.1)),
        noise_rad=0.003,
        heading_sigma_rad=0.017,
        size_sigma_m=0.1,
        smoothing_s=float(rng.uniform(0.1, 0.25)),
        frame_s=float(rng.choice([0.033, 0.04, 0.04, 0.067])),
        drift_m=0.25 * place_m,
        drift_s=float(rng.uniform(0.4, 0.8)),
    )


def trials(count: int, seed: int, *, touching: bool) -> Iterator[Trial]:
    """So many meetings of every kind, each measured once; the same seed, the same trials."""
    low_m, high_m = OVERLAP_M if touching else MISS_M
    for number, kind in enumerate(KINDS):
        for run in range(count):
            rng = np.random.default_rng([seed, number, run, touching])
            truth = random_encounter(kind, rng, float(rng.uniform(low_m, high_m)))
            if touching and truth.closing_mps < 0.1:
                continue
            how = some_measuring(rng)
            seen = [measured(course, rng, how) for course in truth.courses]
            steps = {
                one.id: seen_steps(course, one, rng, some_seeing(rng))
                for course, one in zip(truth.courses, seen, strict=True)
            }
            found = find_contacts(seen, motion_of=steps.__getitem__)
            yield Trial(kind, truth, how, found.collisions)


def table(tried: list[Trial]) -> str:
    """One line per kind: found, time and its interval, point, speeds."""
    lines = []
    for kind in (*KINDS, "all"):
        own = [trial for trial in tried if kind in (trial.kind, "all")]
        hits = [(trial, trial.hit) for trial in own if trial.hit is not None]
        lines.append(f"{kind:11} {len(hits)}/{len(own)}  " + _accuracy(hits))
    return "\n".join(lines)


def _accuracy(hits: list[tuple[Trial, CollisionEvent]]) -> str:
    if not hits:
        return ""
    off_s = np.array([event.pts_s - trial.truth.touch_s for trial, event in hits])
    frames = np.abs(off_s) / [trial.how.frame_s for trial, _ in hits]
    held = np.mean(
        [e.pts_interval_s.low <= t.truth.touch_s <= e.pts_interval_s.high for t, e in hits]
    )
    width_s = np.median([e.pts_interval_s.high - e.pts_interval_s.low for _, e in hits])
    point_m = [np.hypot(e.x_m - t.truth.point_m[0], e.y_m - t.truth.point_m[1]) for t, e in hits]
    closing = np.array([(e.closing_speed_mps.value - t.truth.closing_mps) for t, e in hits])
    doubt = np.array([e.closing_speed_mps.sigma for _, e in hits])
    gained = np.array(
        [
            [side.delta_v_mps.value - true, side.delta_v_mps.sigma]
            for t, e in hits
            for side, true in zip((e.first, e.second), t.truth.delta_v_mps, strict=True)
            if side.delta_v_mps is not None
        ]
    )
    covered = np.mean(np.abs(closing) < 1.96 * doubt)
    return (
        f"|dt| med {np.median(np.abs(off_s)):.3f} p95 {np.percentile(np.abs(off_s), 95):.3f} s "
        f"(<=1 frame {np.mean(frames <= 1):.2f}) held {held:.2f} width {width_s:.2f} | "
        f"point med {np.median(point_m):.2f} p95 {np.percentile(point_m, 95):.2f} m | "
        f"closing {np.median(np.abs(closing)):.2f} held {covered:.2f}"
        f" | delta-v {np.median(np.abs(gained[:, 0])):.2f}"
        f" held {np.mean(np.abs(gained[:, 0]) < 1.96 * gained[:, 1]):.2f}"
    )


def main(count: int = 30, seed: int = 0) -> None:
    """Print both tables."""
    print("touching:\n" + table(list(trials(count, seed, touching=True))))
    missed = list(trials(count, seed, touching=False))
    for kind in KINDS:
        own = [trial for trial in missed if trial.kind == kind]
        print(f"{kind:11} false claims {sum(bool(t.found) for t in own)}/{len(own)}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
