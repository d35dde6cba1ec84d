"""Two officers on one case: who comes second sees what changed, and loses no word."""

import re
from html import unescape

import pytest

from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, case_of

pytestmark = pytest.mark.proves("D4")


def post(visitor: Visitor, number: int, act: str, **fields: str) -> int:
    address = f"/officer/case/case-{number}"
    return visitor.post(f"{address}/{act}", fields, page=address).status_code


def test_who_comes_second_sees_what_changed_and_loses_no_word(
    world: FakeWorld, officer: Visitor, colleague: Visitor
) -> None:
    version = str(case_of(world, 3).version)
    address = "/officer/case/case-3"
    officer.read(address)
    world.clock.pass_by(60)
    swapped = {"track_a": "V2", "reason": "画面中前车车牌与乙方一致。"}
    assert post(colleague, 3, "tracks", seen_version=version, **swapped) == 303

    typed = {
        "kind": "amend",
        "seen_version": version,
        "grade_A": "secondary",
        "grade_B": "primary",
        "provisions": "RTSL-43",
        "reason": "甲方起步时未观察后方情况。",
    }
    token_page = "/officer/"
    answer = officer.decide(address, typed, page=token_page)
    assert answer.status_code == 409
    page = unescape(answer.text)
    assert "The case has changed since you opened it." in page
    assert "officer:officer-2" in page
    assert "said whose vehicle is whose" in page
    assert page.count("甲方起步时未观察后方情况。") == 2
    assert '<option value="secondary" selected>' in page
    assert f'name="seen_version" value="{case_of(world, 3).version}"' in page


def test_words_survive_when_the_other_decided_first(
    world: FakeWorld, officer: Visitor, colleague: Visitor
) -> None:
    version = str(case_of(world, 3).version)
    officer.read("/officer/case/case-3")
    decided = colleague.decide("/officer/case/case-3", {"kind": "confirm", "seen_version": version})
    assert decided.status_code == 303
    typed = {"kind": "refer", "seen_version": version, "reason": "另有第三辆车参与，须到现场。"}
    answer = officer.decide("/officer/case/case-3", typed, page="/officer/")
    assert answer.status_code == 409
    assert "另有第三辆车参与，须到现场。" in answer.text
    assert "confirmed the proposal" in answer.text


def test_a_script_may_name_the_version_it_saw(world: FakeWorld, officer: Visitor) -> None:
    shown = officer.get("/officer/case/case-3")
    assert shown.headers["ETag"] == f'"{case_of(world, 3).version}"'
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown.text)
    assert token is not None
    answer = officer.client.post(
        "/officer/case/case-3/decision",
        data={"kind": "confirm", "seen_version": "1", "csrf_token": token.group(1)},
        headers={"If-Match": '"1"', "Accept-Language": "en"},
    )
    assert answer.status_code == 412
    assert case_of(world, 3).decision is None
