"""Tables of random clips: accuracy by situation and by condition, and the budget of errors."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np

from tests.benchmarks.random_errors import SAMPLE, Outcome
from tests.benchmarks.truth import Table

HEAD = (
    "group", "clips", "held", "recall", "prec", "pos m", "in pos", "head°", "v med", "v p95",
    "in v", "touch", "|dt| s", "in t", "dp m", "after", "false", "wrong",
)  # fmt: skip  # one row of a table
DISTANCE_M = (0.0, 15.0, 25.0, 35.0, 60.0)
VISIBLE = (0.0, 0.5, 0.8, 0.95, 1.01)


def accuracy(outcomes: list[Outcome]) -> list[list[str]]:
    """One row for all clips, one per situation, one per condition."""
    groups: dict[str, list[Outcome]] = {"all": outcomes}
    for one in sorted(outcomes, key=lambda each: each.situation):
        groups.setdefault(one.situation, []).append(one)
    for name in sorted({name for one in outcomes for name in one.conditions}):
        groups[f"~ {name}"] = [one for one in outcomes if name in one.conditions]
    return [[name, *_row(members)] for name, members in groups.items()]


def per_clip(outcome: Outcome) -> list[str]:
    """The row of one clip."""
    return [outcome.clip, *_row([outcome])]


def budget(outcomes: list[Outcome]) -> list[list[str]]:
    """Position error along and across the line of sight, in ranges of what may explain it."""
    pooled = np.vstack([one.samples for one in outcomes])
    rows = [["all", *_split(pooled)]]
    for key, unit, edges in (("distance_m", "m", DISTANCE_M), ("visible", "seen", VISIBLE)):
        values = pooled[:, SAMPLE.index(key)]
        for low, high in pairwise(edges):
            within = (values >= low) & (values < high)
            rows.append([f"{unit} {low:g}-{min(high, 60):g}", *_split(pooled[within])])
    for name in sorted({name for one in outcomes for name in one.conditions}):
        members = [one.samples for one in outcomes if name in one.conditions]
        rows.append([f"~ {name}", *_split(np.vstack(members))])
    return rows


BUDGET_HEAD = ("where", "samples", "along rms m", "bias", "across rms m", "bias", "v rms km/h")


def misses(outcomes: list[Outcome]) -> list[tuple[str, int, str]]:
    """Why contacts were not found: cause, how many, and an example or two."""
    touching = [one for one in outcomes if one.touching]
    counted = Counter(one.miss or "found" for one in touching)
    return [
        (
            cause,
            count,
            ""
            if cause == "found"
            else ", ".join([one.clip for one in touching if one.miss == cause][:4]),
        )
        for cause, count in counted.most_common()
    ]


def false_claims(outcomes: list[Outcome]) -> list[tuple[str, int, tuple[str, ...]]]:
    """Clips in which a contact was claimed that never was, how many, and their conditions."""
    return [
        (one.clip, one.false_contacts, one.conditions) for one in outcomes if one.false_contacts
    ]


def aligned(head: Iterable[str], rows: list[list[str]]) -> str:
    """A table in columns of even width, the first to the left."""
    lines = [list(head), *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _row(members: list[Outcome]) -> list[str]:
    pooled = np.vstack([one.samples for one in members])
    touching = [one for one in members if one.touching]
    found = [one for one in touching if one.contact_error_s is not None and not one.miss]
    off = np.hypot(_column(pooled, "along_m"), _column(pooled, "across_m"))
    inside = (_column(pooled, "inside_x") + _column(pooled, "inside_y")) / 2
    speed = np.abs(_column(pooled, "speed_kmh"))
    return [
        str(len(members)),
        f"{sum(one.parties_held for one in members)}/{sum(one.parties for one in members)}",
        _told([one.recall for one in members], np.mean),
        _told([one.precision for one in members], np.mean),
        _told(off, _rms),
        _told(inside * 100, np.mean, "{:.0f}"),
        _told(_column(pooled, "heading_deg"), np.nanmedian, "{:.1f}"),
        _told(speed, np.median),
        _told(speed, lambda values: np.percentile(values, 95), "{:.1f}"),
        _told(_column(pooled, "inside_speed") * 100, np.mean, "{:.0f}"),
        f"{len(found)}/{len(touching)}",
        _told([abs(one.contact_error_s or 0.0) for one in found], np.median, "{:.3f}"),
        f"{sum(bool(one.contact_inside) for one in found)}/{len(found)}",
        _told([one.contact_error_m or 0.0 for one in found], np.median),
        _told([one.after for one in members if one.after is not None], np.mean),
        str(sum(one.false_contacts for one in members)),
        str(sum(one.liability == "WRONG" for one in members)),
    ]


def _split(rows: Table) -> list[str]:
    along, across = _column(rows, "along_m"), _column(rows, "across_m")
    return [
        str(len(rows)),
        _told(along, _rms),
        _told(along, np.mean, "{:+.2f}"),
        _told(across, _rms),
        _told(across, np.mean, "{:+.2f}"),
        _told(_column(rows, "speed_kmh"), _rms),
    ]


def _column(rows: Table, name: str) -> Table:
    return np.asarray(rows[:, SAMPLE.index(name)])


def _rms(values: Table) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


def _told(values: Table | list[float], reduce: Callable[..., object], form: str = "{:.2f}") -> str:
    known = np.asarray(values, float)
    known = known[np.isfinite(known)]
    return form.format(reduce(known)) if len(known) else "-"
