"""The first lines one wants to read."""

from pathlib import Path

import pytest

from accident_service.adapters.analysis_files import AnalysisContent, to_document, verdict_document
from accident_service.adapters.clip_liability import unmeasured
from accident_service.cli.telling import tell_result
from tests.scenes.two_vehicles import TIMING, rear_end


def test_vehicles_contact_and_proposal_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    content = AnalysisContent(
        clip="clip",
        timing=TIMING,
        reconstruction=rear_end(),
        liability={
            "abstain": False,
            "rule": "R01",
            "strength": "firm",
            "parties": {"t2": "full", "t1": "none"},
        },
        cannot=("survey point 3 fits no camera",),
    )

    tell_result(to_document(content), Path("out.json"))

    said = capsys.readouterr().out
    assert "3 vehicles on the road, 1 contacts" in said
    assert "contact of t1 and t2 at 3.00 s (2.95 to 3.06), at (-2.25, 0.00) m" in said
    assert "proposal (R01, firm): t2 full, t1 none" in said
    assert "cannot: survey point 3" in said


def test_why_there_is_no_proposal_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_result(
        verdict_document("clip", "empty", "it is empty", unmeasured("c", "it is empty")), Path("o")
    )

    assert "no proposal: it is empty" in capsys.readouterr().out
