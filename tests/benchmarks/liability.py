"""`python -m tests.benchmarks.liability FOLDER…`: is the law right about clips with truth?

Judges every clip of the folders anew, from its result on disk (`NAME.result.json`, there or in
`--results`) or, where there is none, from its true trajectories, and holds what is proposed
against the truth's `expected`. Prints a table by situation and a line per disagreement.
Leaves with 1 when a firm proposal was wrong.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.trajectory_files import read_reconstruction
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.propose import propose
from accident_service.liability.robustness.firmness import WORLD_COUNT
from accident_service.liability.rulebook import Rulebook
from tests.benchmarks.random_match import sides_of
from tests.benchmarks.random_table import aligned

RULES = {
    "rear_end": "R01",
    "lane_change": "R02",
    "turn_vs_straight": "R07",
    "give_way_sign": "R10",
    "roundabout_entry": "R13",
    "reversing": "R20",
}


class Verdict(StrEnum):
    """How a proposal stands to the truth."""

    RIGHT_FIRM = "right firm"
    RIGHT_LIMITED = "right limited"
    RIGHT_SILENT = "rightly silent"
    UNSEEN = "contact not found"
    ILL_SEEN = "ill seen"  # the evidence gate refused the footage
    SILENT = "silent"
    MISPLACED = "misplaced"  # limited, and one party's track is too far off to be its vehicle's
    WRONG_LIMITED = "wrong limited"
    WRONG_FIRM = "WRONG FIRM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One clip: what was proposed, by whose trajectories, and how it stands to the truth."""

    clip: str
    situation: str
    measured: bool
    verdict: Verdict
    rule: str
    expected_rule: str
    told: str

    @property
    def by_another_rule(self) -> bool:
        """Right, but for another reason than the truth's."""
        right = self.verdict in {Verdict.RIGHT_FIRM, Verdict.RIGHT_LIMITED}
        return right and self.rule != self.expected_rule

    @property
    def agrees(self) -> bool:
        """Nothing about it needs a look."""
        settled = self.verdict in {Verdict.RIGHT_FIRM, Verdict.RIGHT_SILENT}
        return settled and not self.by_another_rule


def judged(truth: Path, result: Path | None, worlds: int) -> Judged:
    """Propose anew from a result, or from the truth's own trajectories, and compare."""
    document = json.loads(truth.read_text())
    scene = read_scene(truth.with_name(truth.name.replace(".truth.", ".scene.")))
    proposal = propose(
        read_reconstruction(result or truth),
        scene.road_map,
        scene.signals,
        occurred_on=date.fromisoformat(scene.osd_start[:10]),
        rulebook=Rulebook.built_in(),
        worlds=worlds,
    )
    name = truth.name.removesuffix(".truth.json")
    return Judged(
        clip=name,
        situation=re.sub(r"^[a-zA-Z]\d+_", "", name),
        measured=result is not None,
        verdict=_verdict(document, proposal, _vehicles(document, result)),
        rule=proposal.rule_code or "-",
        expected_rule=RULES.get(document["expected"]["rule_code"], "-"),
        told=_told(proposal),
    )


def _vehicles(document: dict[str, Any], result: Path | None) -> dict[str, str]:
    """Track -> the vehicle it is."""
    if result is None:
        return {vehicle["id"]: vehicle["id"] for vehicle in document["vehicles"]}
    held = sides_of(document, json.loads(result.read_text())).held
    return {track: vehicle for vehicle, track in held.items()}


def _verdict(
    document: dict[str, Any], proposal: LiabilityProposal, vehicles: dict[str, str]
) -> Verdict:
    expected, contacts = document["expected"], document["collisions"]
    silent = proposal.abstained or bool(proposal.refer)
    must_be_silent = (
        not contacts or expected["refer_to_police"] or not expected["evidence_sufficient"]
    )
    if silent:
        if must_be_silent:
            return Verdict.RIGHT_SILENT
        return _why_silent({reason.code for reason in proposal.reasons})
    firm = proposal.strength is Strength.FIRM
    told = {vehicles.get(track): grade.value for track, grade in proposal.grades}
    wanted = expected["liability"].items()
    if not must_be_silent and all(told.get(party, "none") == grade for party, grade in wanted):
        return Verdict.RIGHT_FIRM if firm else Verdict.RIGHT_LIMITED
    if firm:
        return Verdict.WRONG_FIRM
    return Verdict.MISPLACED if None in told and contacts else Verdict.WRONG_LIMITED


def _why_silent(codes: set[str]) -> Verdict:
    if "no-collision" in codes:
        return Verdict.UNSEEN
    gated = codes & {"contact-hidden", "contact-not-visible", "contact-time-doubtful"}
    return Verdict.ILL_SEEN if gated else Verdict.SILENT


def _told(proposal: LiabilityProposal) -> str:
    grades = " ".join(f"{track}={grade.value}" for track, grade in proposal.grades)
    reasons = "; ".join(f"{reason.code}: {reason.en}" for reason in proposal.reasons)
    return f"{grades} {reasons}".strip()


def counted(clips: list[Judged]) -> str:
    """The table: one row for all, one per situation."""
    groups = {"all": clips}
    for one in sorted(clips, key=lambda each: each.situation):
        groups.setdefault(one.situation, []).append(one)
    rows = []
    for name, members in groups.items():
        counts = Counter(one.verdict for one in members)
        other = sum(one.by_another_rule for one in members)
        rows.append(
            [name, str(len(members)), *(str(counts[one] or "-") for one in Verdict), str(other)]
        )
    return aligned(("situation", "clips", *Verdict, "other rule"), rows)


def main(arguments: list[str]) -> int:
    """Judge, print, and say whether a firm proposal was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.liability")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--results", type=Path, help="where the results are, if not beside")
    parser.add_argument("--exact", action="store_true", help="true trajectories, results or not")
    parser.add_argument("--worlds", type=int, default=WORLD_COUNT)
    options = parser.parse_args(arguments)
    clips = []
    for truth in (path for one in options.folders for path in sorted(one.glob("*.truth.json"))):
        result = (options.results or truth.parent) / truth.name.replace(".truth.", ".result.")
        measured = result.exists() and not options.exact
        clips.append(judged(truth, result if measured else None, options.worlds))
        one = clips[-1]
        if not one.agrees:
            source = "measured" if one.measured else "exact"
            print(f"{one.clip} ({source}): {one.verdict}, {one.rule} for {one.expected_rule}:")
            print(f"    {one.told}", flush=True)
    print()
    print(counted(clips))
    return int(any(one.verdict is Verdict.WRONG_FIRM for one in clips))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
