"""Exact tracks of rendered clips: with hardly any doubt left, the law must come out right."""

from datetime import date
from pathlib import Path

import pytest

from accident_service.adapters.fields import read_json
from accident_service.adapters.lab_truth import truth_reconstruction
from accident_service.adapters.scene_files import read_scene
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.propose import propose
from accident_service.liability.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = (ROOT.parent / "shared" / "clips", ROOT / "fixtures" / "videos")
TRUTHS = sorted(path for folder in FOLDERS for path in folder.glob("*.truth.json"))
RULES = {
    "rear_end": "R01",
    "lane_change": "R02",
    "turn_vs_straight": "R07",
    "give_way_sign": "R10",
    "roundabout_entry": "R13",
    "reversing": "R20",
}

every_clip = pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.split(".")[0])

if not TRUTHS:
    pytest.skip("no rendered clips with truth are here", allow_module_level=True)


def proposed(truth: Path, *, least_visible: float, worlds: int = 0) -> LiabilityProposal:
    scene = read_scene(truth.with_name(truth.name.replace(".truth.", ".scene.")))
    return propose(
        truth_reconstruction(read_json(truth), least_visible=least_visible),
        scene.road_map,
        scene.signals,
        occurred_on=date.fromisoformat(scene.osd_start[:10]),
        rulebook=Rulebook.built_in(),
        worlds=worlds,
    )


@every_clip
def test_who_is_responsible_comes_out_right_or_is_not_said(truth: Path) -> None:
    expected = read_json(truth).within("expected")
    grades = {
        party: Grade(str(grade)) for party, grade in expected.within("liability").table.items()
    }

    proposal = proposed(truth, least_visible=0.0, worlds=20)

    rule = RULES.get(expected.text("rule_code"))
    if rule is None:
        assert proposal.abstained or dict(proposal.grades) == grades
        return
    assert proposal.rule_code == rule
    assert proposal.strength is Strength.FIRM
    assert {party: grades[party] for party, _ in proposal.grades} == dict(proposal.grades)


@pytest.mark.parametrize(
    "truth",
    [path for path in TRUTHS if not read_json(path).table["collisions"]],
    ids=lambda path: path.name.split(".")[0],
)
def test_a_clip_without_contact_says_so(truth: Path) -> None:
    proposal = proposed(truth, least_visible=0.0)

    assert [reason.code for reason in proposal.reasons] == ["no-collision"]


@every_clip
def test_what_the_camera_could_not_see_takes_firmness_and_never_the_truth(truth: Path) -> None:
    grades = read_json(truth).within("expected").within("liability").table

    proposal = proposed(truth, least_visible=0.25)

    for party, grade in proposal.grades:
        assert grades.get(party, "none") == grade.value
