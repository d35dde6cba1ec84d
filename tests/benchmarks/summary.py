"""The README's figures, written by the program that measured them."""

from collections.abc import Iterable

import numpy as np

from tests.benchmarks.chains import SIDE_HEAD, Run, side_by_side
from tests.benchmarks.cost import Cost

START, END = "<!-- bench:start -->", "<!-- bench:end -->"
FRAME_S = 1 / 25


def renewed(readme: str, judged: list[Run], runs: list[Run], costs: dict[str, Cost]) -> str:
    """The README with the text between its two marks replaced by these figures."""
    before, rest = readme.split(START)
    after = rest.split(END)[1]
    clips = len({run.outcome.clip for run in judged})
    frames = sum(run.frame_count for run in judged if run.chain.ours)
    parts = (f"On {clips} clips, {frames} frames:", targets(judged, runs, costs), *sides(judged))
    return before + START + "\n" + "\n\n".join(parts) + "\n" + END + after


def targets(judged: list[Run], runs: list[Run], costs: dict[str, Cost]) -> str:
    """Our own figures beside what is aimed at."""
    own = [run.outcome for run in judged if run.chain.ours]
    samples = np.vstack([one.samples for one in own])
    near = samples[samples[:, 7] <= 40.0]
    touching = [one for one in own if one.touching]
    found = [one for one in touching if one.contact_error_s is not None and not one.miss]
    times_s = [abs(one.contact_error_s or 0.0) for one in found]
    points_m = [one.contact_error_m or 0.0 for one in found]
    after = [one.after for one in touching if one.after is not None]
    speed = np.abs(samples[:, 3])
    held = sum(bool(one.contact_inside) for one in found)
    inside = 50 * np.mean(samples[:, 4] + samples[:, 5]), 100 * np.mean(samples[:, 6])
    rows = [
        ("footprint position, RMSE within 40 m", "0.30 m", f"{_rms(near[:, :2]):.2f} m"),
        ("heading, median", "3°", f"{np.nanmedian(samples[:, 2]):.1f}°"),
        (
            "speed error, median / 95th percentile",
            "0.5 / 3 km/h",
            f"{np.median(speed):.2f} / {np.percentile(speed, 95):.1f} km/h",
        ),
        ("contacts found, right pair", "all", f"{len(found)} of {len(touching)}"),
        (
            "contact time, median error; point",
            f"{FRAME_S:.2f} s; 0.5 m",
            f"{_median(times_s):.3f} s; {_median(points_m):.2f} m",
        ),
        ("both parties held after contact", "90 %", f"{100 * np.mean(after):.0f} %"),
        ("false contacts", "0", str(sum(one.false_contacts for one in own))),
        (
            "truth inside the stated 95 % interval: position, speed, contact time",
            "93-97 %",
            f"{inside[0]:.0f} %, {inside[1]:.0f} %, {held} of {len(found)}",
        ),
        ("liability: right, abstained, wrong", "≥ 90 % right, 0 wrong", _verdicts(judged)),
        *_costs(runs, costs),
    ]
    return _markdown(("measure", "target", "this version"), rows)


def sides(judged: list[Run]) -> Iterable[str]:
    """The chains side by side, if there are others."""
    rows = side_by_side(judged)
    return [_markdown(SIDE_HEAD, rows)] if len(rows) > 1 else []


def _costs(runs: list[Run], costs: dict[str, Cost]) -> list[tuple[str, str, str]]:
    own = [run for run in runs if run.chain.ours]
    ratios = [run.cost.wall_s / costs[run.outcome.clip].wall_s for run in own]
    work = [run.cost.cpu_s / costs[run.outcome.clip].cpu_s for run in own]
    return [
        (
            "time a clip, beside decoding alone: median, at 1080p",
            "2 ×",
            f"{_pair(ratios)} on the wall; {_pair(work)} of processor",
        ),
        (
            "memory: most at the clips' own size, at 1080p",
            "600 MB",
            f"{max(run.cost.peak_mb for run in own[:-1]):.0f} MB, {own[-1].cost.peak_mb:.0f} MB",
        ),
    ]


def _pair(ratios: list[float]) -> str:
    return f"{np.median(ratios[:-1]):.1f} ×, {ratios[-1]:.1f} ×"


def _verdicts(judged: list[Run]) -> str:
    said = [run.outcome.liability for run in judged if run.chain.ours]
    return ", ".join(str(said.count(verdict)) for verdict in ("right", "abstains", "WRONG"))


def _median(values: list[float]) -> float:
    return float(np.median(values)) if values else float("nan")


def _rms(off: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float:
    return float(np.sqrt(np.mean((off**2).sum(axis=1))))


def _markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
