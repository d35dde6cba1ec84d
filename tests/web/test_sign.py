"""Reading what will be issued, and signing it."""

import re
from dataclasses import replace

import pytest

from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import OfficerId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, case_of

CASE = "/officer/case/case-3"
CODE = "135790"


def choose(officer: Visitor, world: FakeWorld, **fields: str) -> str:
    """Choose a decision; the fingerprint of what its page shows."""
    posted = {"seen_version": str(case_of(world, 3).version), **fields}
    assert officer.post(f"{CASE}/decision", posted, page=CASE).location == f"{CASE}/sign"
    shown = re.search(r'name="shown" value="([^"]+)"', officer.read(f"{CASE}/sign"))
    assert shown is not None
    return shown.group(1)


def sign(officer: Visitor, shown: str, code: str = CODE) -> int:
    fields = {"shown": shown, "code": code}
    return officer.post(f"{CASE}/sign", fields, page=CASE).status_code


@pytest.mark.proves("S12")
def test_choosing_decides_nothing_and_shows_the_document(
    world: FakeWorld, officer: Visitor
) -> None:
    choose(officer, world, kind="confirm")

    assert case_of(world, 3).decision is None
    assert officer.get(f"{CASE}/sign/1.png").mimetype == "image/png"
    assert officer.get(f"{CASE}/sign/2.png").status_code == 404


def test_the_code_of_the_device_decides(world: FakeWorld, officer: Visitor) -> None:
    shown = choose(officer, world, kind="confirm")

    assert sign(officer, shown, code="000000") == 422
    assert case_of(world, 3).decision is None
    assert sign(officer, shown) == 303
    assert case_of(world, 3).stage is Stage.DECIDED
    assert officer.get(f"{CASE}/sign").location == CASE, "nothing waits any more"
    assert sign(officer, shown) == 303, "a second click finds it done"


@pytest.mark.proves("S12")
def test_only_what_was_shown_is_signed(world: FakeWorld, officer: Visitor) -> None:
    confirmed = choose(officer, world, kind="confirm")
    choose(
        officer,
        world,
        kind="amend",
        grade_A="secondary",
        grade_B="primary",
        provisions="RTSL-43",
        reason="甲方起步时未观察后方情况。",
    )

    assert sign(officer, confirmed) == 409
    assert case_of(world, 3).decision is None


def test_a_referral_is_signed_without_a_document(world: FakeWorld, officer: Visitor) -> None:
    shown = choose(officer, world, kind="refer", reason="另有第三辆车参与，须到现场。")

    assert "No document is issued" in officer.read(f"{CASE}/sign")
    assert sign(officer, shown) == 303
    assert case_of(world, 3).stage is Stage.REFERRED


@pytest.mark.proves("S12")
def test_what_a_colleague_chose_is_not_mine_to_sign(world: FakeWorld, officer: Visitor) -> None:
    choose(officer, world, kind="confirm")
    colleague = Visitor(officer.app)
    world.officers.accounts["second"] = (
        "a long password",
        replace(examples.officer(), id=OfficerId("officer-2")),
    )
    colleague.post("/officer/sign-in", {"user_name": "second", "password": "a long password"})
    colleague.post("/officer/sign-in/code", {"code": CODE})

    assert colleague.get(f"{CASE}/sign").location == CASE
