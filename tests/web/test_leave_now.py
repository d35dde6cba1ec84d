"""Clearing the road: told as soon as the law's questions are answered and the place is known."""

import pytest

from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.world import FakeSite, FakeSiteRegister
from tests.web.visit import ANSWERS_A, Visitor, app_on

UNTIL_MOVE = dict(list(ANSWERS_A.items())[: list(ANSWERS_A).index("move")])


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def driver(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


def test_the_cameras_that_look_at_the_place_are_named(driver: Visitor) -> None:
    driver.answer("/report", UNTIL_MOVE)
    page = driver.read("/report/move")

    assert "1 camera covers this place." in page
    assert "North mast" in page
    assert "Moving the cars does not change the result" in page


def test_the_case_repeats_what_was_promised_and_says_that_the_report_arrived(
    driver: Visitor,
) -> None:
    driver.answer("/report", ANSWERS_A)
    page = driver.read(driver.submit("/report").location)

    assert "We have your report." in page
    assert "North mast" in page
    assert "still looking for cameras" not in page


def test_a_page_that_asks_nothing_is_no_answer_to_check(driver: Visitor) -> None:
    driver.answer("/report", ANSWERS_A)

    assert "Clear the road" not in driver.read("/report/check")


def test_where_no_camera_looks_the_driver_is_told_what_to_photograph(world: FakeWorld) -> None:
    world.sites = FakeSiteRegister((FakeSite(cameras=()),))
    driver = Visitor(app_on(world))
    driver.sign_in_by_phone(examples.PHONE_A)
    driver.answer("/report", UNTIL_MOVE)
    page = driver.read("/report/move")

    assert "No camera we know of looks at this place" in page
    assert "The place where they touch" in page


def test_a_place_in_words_alone_promises_nothing(driver: Visitor) -> None:
    words = {"site": "elsewhere", "place_words": "中央路邮局门前"}
    driver.answer("/report", {**UNTIL_MOVE, "place": words})
    page = driver.read("/report/move")

    assert "We are still looking for cameras" in page
    assert "covers this place" not in page


def test_whoever_the_law_has_stay_is_not_told_to_leave(driver: Visitor) -> None:
    driver.answer("/report", dict(list(ANSWERS_A.items())[:2]))
    driver.post("/report/people", {"no_to_all": "yes", "alcohol_or_drugs": "yes"})
    driver.post("/report/referral", {})
    driver.answer("/report", {slug: ANSWERS_A[slug] for slug in ("vehicles", "scene", "agree")})

    assert driver.get("/report").location == "/report/vehicle"
    assert driver.get("/report/move").location == "/report/vehicle"


def test_whoever_left_long_ago_is_not_told_to_leave(driver: Visitor) -> None:
    late = {"no_to_all": "yes", "scene_already_cleared": "yes"}
    driver.answer("/report", {**UNTIL_MOVE, "scene": late})

    assert driver.get("/report").location == "/report/vehicle"
