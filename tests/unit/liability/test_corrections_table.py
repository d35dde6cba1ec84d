"""What corrections come to is what the table says; officers read and correct the table."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from accident_service.liability.changes import (
    Change,
    ContactDenied,
    ContactPlaced,
    FactTold,
    PhaseMarked,
)
from accident_service.liability.corrected import Scene, Told, corrected
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.propose import propose
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.case_tables import TABLES
from tests.unit.liability.drives import OCCURRED_ON, Accident, cut_in, left_turn, rear_end
from tests.unit.liability.junction_drives import ran_red

MEASURED: dict[str, Callable[[], Accident]] = {
    "rear-end": rear_end,
    "cut-in": cut_in,
    "left-turn": left_turn,
    "ran-red": ran_red,
}
CASES: list[dict[str, Any]] = tomllib.loads((TABLES / "corrections.toml").read_text())["case"]


def change_of(told: dict[str, Any]) -> Change:
    """One line of the table as a change."""
    if "fact" in told:
        party, truth = TrackId(told["of"]), Truth(told["is"])
        return FactTold(kind=FactKind(told["fact"]), party=party, truth=truth)
    if "no-contact" in told:
        first, second = told["no-contact"]
        return ContactDenied(tracks=(TrackId(first), TrackId(second)))
    if "contact" in told:
        first, second = told["contact"]
        return ContactPlaced(tracks=(TrackId(first), TrackId(second)), pts_s=told["at_s"])
    return PhaseMarked(light=told["light"], from_s=told["from_s"], phase=Phase(told["phase"]))


def proposed(case: dict[str, Any], told: list[dict[str, Any]]) -> LiabilityProposal:
    """What the law makes of the accident with these changes."""
    accident = MEASURED[case["accident"]]()
    scene = Scene(
        reconstruction=accident.found, road_map=accident.road_map, signals=accident.signals
    )
    there = corrected(scene, [Told(change_of(one), "丙某") for one in told])
    return propose(
        there.reconstruction,
        there.road_map,
        there.signals,
        occurred_on=OCCURRED_ON,
        rulebook=Rulebook.built_in(),
        worlds=0,
        told=there.told,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_law_answers_a_correction_as_the_table_says(case: dict[str, Any]) -> None:
    proposal = proposed(case, case["told"])

    assert {track: grade.value for track, grade in proposal.grades} == case["grades"]
    if "rule" in case:
        assert proposal.rule_code == case["rule"]
    if "reasons" in case:
        assert [one.code for one in proposal.reasons] == case["reasons"]
