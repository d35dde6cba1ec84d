"""Correcting a place on the plan: by hand and by keys the form is filled in; nothing is sent."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import faults_of
from tests.browser.served import PHONE, window
from tests.browser.walk import enter_desk
from tests.browser.walk_desk import CASE, give_pictures

pytestmark = pytest.mark.browser


def typed(page: Page, name: str) -> float:
    """A number in the form of a vehicle's place."""
    return float(page.input_value(f"#f-footprint-{name}"))


def test_keys_move_and_turn_a_vehicle_and_fill_in_the_form(desk: Page) -> None:
    desk.keyboard.press("x")
    expect(desk.locator("[data-placing]")).to_be_visible()
    for key in ("Shift+ArrowRight", "ArrowRight", "ArrowUp", "["):
        desk.keyboard.press(key)

    expect(desk.locator("[data-placed]")).to_contain_text("1.10 m ahead, 0.10 m to its left")
    expect(desk.locator("#f-footprint-party")).to_have_value("V1")
    assert (typed(desk, "ahead_m"), typed(desk, "left_m")) == (1.1, 0.1)  # it faces east
    assert typed(desk, "turned_deg") == 1.0
    expect(desk.locator(".plan-view .placed")).to_have_count(1)
    assert faults_of(desk, touched=False) == []
    desk.keyboard.press("Enter")
    expect(desk.locator("#f-footprint-reason")).to_be_focused()


def test_a_vehicle_is_dragged_and_turned_by_its_handle(desk: Page) -> None:
    desk.locator("[data-do=place]").click()
    desk.locator("[data-place-of=V2]").click()
    drag(desk, ".plan-view .in-hand", (-30, 0))
    expect(desk.locator("#f-footprint-party")).to_have_value("V2")
    assert typed(desk, "ahead_m") < -0.5
    assert abs(typed(desk, "left_m")) < 0.1
    drag(desk, ".plan-view .handle", (0, -20))
    assert typed(desk, "turned_deg") > 5
    assert typed(desk, "ahead_m") < -0.5
    desk.get_by_role("button", name="Put back").click()
    expect(desk.locator(".plan-view .placed")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-placing]")).to_be_hidden()


def test_what_is_typed_shows_on_the_plan(desk: Page) -> None:
    desk.locator("#correct-footprint > summary").click()
    desk.locator("#correct-footprint [data-take-moment]").click()
    desk.fill("#f-footprint-ahead_m", "-2")
    expect(desk.locator(".plan-view .placed")).to_have_count(1)


def test_the_contact_goes_to_the_moment_shown_and_to_where_it_is_moved(desk: Page) -> None:
    desk.keyboard.press("x")
    desk.locator("[data-place-of=contact]").click()
    at_s = float(desk.input_value("#f-contact-at_s"))
    expect(desk.locator("#f-contact-x_m")).to_have_value("")
    desk.keyboard.press(",")
    expect(desk.locator("#f-contact-at_s")).not_to_have_value(f"{at_s:g}")
    desk.keyboard.press("Shift+ArrowUp")
    expect(desk.locator("#f-contact-y_m")).not_to_have_value("")
    assert float(desk.input_value("#f-contact-y_m")) == pytest.approx(1.0, abs=0.5)
    expect(desk.locator(".plan-view .placed-contact")).to_have_count(1)


def test_a_finger_drags_it_on_a_phone(browser: Browser, address: str) -> None:
    page = window(browser, PHONE, "zh").new_page()
    give_pictures(page)
    enter_desk(page, address)
    page.goto(address + CASE)
    expect(page.locator("#bench")).to_have_attribute("data-state", "ready")
    page.locator("[data-do=place]").tap()
    drag(page, ".plan-view .in-hand", (25, 0))
    assert typed(page, "ahead_m") > 0
    assert [one for one in faults_of(page) if "nav" not in one and " a." not in one] == []
    page.context.close()


def drag(page: Page, what: str, by: tuple[float, float]) -> None:
    """Press in the middle of it, move so many pixels, let go."""
    page.locator(what).scroll_into_view_if_needed()
    box = page.locator(what).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=3)
    page.mouse.up()


def test_a_slider_moves_the_ghost_and_says_what_would_have_come_of_it(desk: Page) -> None:
    desk.locator("[data-graded] > summary").click()
    slider = desk.get_by_role("slider", name="braking so long after")
    slider.focus()
    ghost = desk.locator(".plan-view polygon.supposed")
    expect(ghost).to_have_count(1)
    sentence = desk.locator(".graded-told").last
    before, told = ghost.get_attribute("points"), sentence.inner_text()
    assert before is not None
    for _ in range(3):
        desk.keyboard.press("ArrowLeft")

    expect(ghost).not_to_have_attribute("points", before)
    expect(sentence).not_to_have_text(told)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("s,"))
    assert faults_of(desk, touched=False) == []
