"""Anybody finds on the verification page what it takes to check a bundle without this service."""

from pathlib import Path

import pytest

from tests.casework.after_decision import Desk
from tests.fakes.casework import FakeWorld
from tests.fakes.evidence import determined_with_evidence
from tests.web.test_evidence_bundle import OFFICERS, asked_for
from tests.web.visit import Visitor, app_on
from verifier import verify_bundle


@pytest.fixture(scope="module")
def desk() -> Desk:
    return determined_with_evidence()


def test_program_and_format_are_the_ones_of_this_version() -> None:
    visitor = Visitor(app_on(FakeWorld()))
    page = visitor.read("/verify")
    assert "/verify/verify_bundle.py" in page
    program = visitor.get("/verify/verify_bundle.py")
    assert program.data == Path(verify_bundle.__file__).read_bytes()
    assert "accident-evidence-bundle/1" in visitor.get("/verify/evidence-format.md").text


def test_the_key_told_there_is_the_one_bundles_are_signed_with(desk: Desk, tmp_path: Path) -> None:
    visitor = Visitor(app_on(desk.world))
    told = visitor.read("/verify").partition("--key ")[2].partition("<")[0]
    visitor.sign_in_as_officer()
    bundle = tmp_path / "court.zip"
    bundle.write_bytes(asked_for(visitor, OFFICERS))
    assert verify_bundle.verify(bundle, key=told)[0] == []
    assert verify_bundle.verify(bundle, key="another")[0]
