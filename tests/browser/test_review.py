"""The review screen in a browser: one time in every view, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import faults_of
from tests.browser.served import DESK, PHONE, window
from tests.browser.walk import enter_desk
from tests.browser.walk_desk import give_pictures

pytestmark = pytest.mark.browser
CASE = "/officer/case/case-3"


def moment_s(page: Page) -> float:
    """The shared time as it is shown."""
    return float(page.locator("[data-clock]").inner_text().split()[0])


def come_to(page: Page, latest_s: float) -> None:
    """Wait until the shared time is that early: it is drawn with the next picture."""
    for _ in range(250):
        if moment_s(page) < latest_s:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{moment_s(page)} s is not before {latest_s} s")


def frame_no(page: Page) -> int:
    """The frame on show, as its caption says."""
    found = re.search(r"Frame (\d+)", page.locator("[data-caption]").inner_text())
    assert found
    return int(found[1])


def test_the_screen_opens_at_the_contact_with_every_view_filled(desk: Page) -> None:
    expect(desk.locator(".moment")).to_contain_text("at the contact")
    expect(desk.locator(".plan-view .body").nth(1)).to_be_attached()
    expect(desk.locator(".camera-view .edge").first).to_be_attached()
    expect(desk.locator(".curve canvas")).to_have_count(3)
    expect(desk.locator(".event-mark.kind-contact")).to_have_count(1)


def test_a_speed_at_the_contact_is_the_one_before_and_the_one_after(desk: Page) -> None:
    speeds = desk.locator("[data-readings=speed]")
    expect(speeds).to_contain_text(re.compile(r"B.*20\.9 → 0\.0 km/h", re.DOTALL))
    desk.keyboard.press(",")
    expect(speeds).not_to_contain_text("→")


def test_nothing_lies_over_the_clock_burnt_into_the_picture(desk: Page) -> None:
    topmost = """(view) => {
      const { left, top } = view.getBoundingClientRect();
      return document.elementFromPoint(left + 20, top + 12).tagName;
    }"""
    assert desk.locator(".camera-view").evaluate(topmost) == "CANVAS"


def test_what_happened_is_said_beside_its_mark(desk: Page) -> None:
    expect(desk.locator(".event-label", has_text=re.compile("^at rest$")).first).to_be_visible()


def test_the_essentials_are_on_one_screen(desk: Page) -> None:
    for part in (".camera-view", ".plan-view", "[data-curve=heading]", ".timeline", ".decision h2"):
        box = desk.locator(part).first.bounding_box()
        assert box, part
        assert box["y"] + min(box["height"], 40) <= DESK["height"], part


def test_keys_step_by_frames_and_seconds_and_back_to_the_contact(desk: Page) -> None:
    contact, first = moment_s(desk), frame_no(desk)
    desk.keyboard.press(".")
    expect(desk.locator("[data-caption]")).to_contain_text(f"Frame {first + 1} ")
    desk.keyboard.press(",")
    desk.keyboard.press(",")
    expect(desk.locator("[data-caption]")).to_contain_text(f"Frame {first - 1} ")
    desk.keyboard.press("<")
    come_to(desk, contact - 0.9)
    expect(desk.locator("[data-since]")).to_contain_text("before the contact")
    desk.keyboard.press("c")
    expect(desk.locator("[data-since]")).to_contain_text("at the contact")


def test_a_fact_leads_every_view_to_its_moment(desk: Page) -> None:
    desk.keyboard.press("<")
    desk.locator(".to-moment").first.click()
    expect(desk.locator(".plan-view .flash").first).to_be_attached()  # for a second and a half
    expect(desk.locator("[data-since]")).to_contain_text("at the contact")


def test_the_curves_are_scrubbed_and_everything_follows(desk: Page) -> None:
    over = desk.locator("[data-curve=speed] .u-over")
    box = over.bounding_box()
    assert box
    desk.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 20)
    expect(desk.locator("[data-since]")).to_contain_text("before the contact")
    slider = desk.locator(".time-slider input")
    assert abs(float(slider.input_value()) - moment_s(desk)) < 0.01


def test_what_a_screen_reader_is_told_rests_with_the_time(desk: Page) -> None:
    desk.keyboard.press("<")
    told = desk.locator("[data-spoken]")
    expect(told).to_contain_text("gap")
    expect(told).to_contain_text("Party A")


def test_single_keys_can_be_switched_off(desk: Page) -> None:
    desk.keyboard.press("?")
    expect(desk.locator("dialog.keys")).to_be_visible()
    desk.locator("[data-keys-switch]").uncheck()
    desk.get_by_role("button", name="Close", exact=True).click()
    shown = moment_s(desk)
    desk.keyboard.press("<")
    desk.wait_for_timeout(200)
    assert moment_s(desk) == shown
    desk.evaluate("localStorage.clear()")


def test_corrected_figures_are_fetched_without_losing_the_moment(desk: Page) -> None:
    desk.keyboard.press("<")
    expect(desk.locator("[data-since]")).to_contain_text("before the contact")
    shown = moment_s(desk)
    with desk.expect_response("**/review.json"):
        desk.evaluate("document.dispatchEvent(new CustomEvent('review:reload'))")
    desk.wait_for_timeout(100)
    assert moment_s(desk) == shown
    expect(desk.locator(".plan-view .body").nth(1)).to_be_attached()


def test_a_frame_that_cannot_be_cut_is_told_and_asked_for_again(desk: Page) -> None:
    desk.route("**/frame/**", lambda route: route.fulfill(status=503))
    desk.keyboard.press("<")
    problem = desk.locator(".camera [data-problem]")
    expect(problem).to_be_visible()
    desk.unroute("**/frame/**")
    give_pictures(desk)
    problem.get_by_role("button").click()
    expect(problem).to_be_hidden()


def test_where_the_figures_do_not_come_the_exhibits_stand_in(
    browser: Browser, address: str
) -> None:
    page = window(browser, DESK, "zh").new_page()
    enter_desk(page, address)
    page.route("**/review.json", lambda route: route.fulfill(status=500))
    page.goto(address + CASE)
    expect(page.locator(".bench-failed")).to_be_visible()
    expect(page.locator(".still img").first).to_be_visible()
    page.unroute("**/review.json")
    page.locator("[data-retry]").click()
    expect(page.locator(".plan-view .body").first).to_be_visible()
    page.context.close()


def test_without_scripts_the_exhibits_are_the_review(browser: Browser, address: str) -> None:
    page = window(browser, DESK, "en", script=False).new_page()
    enter_desk(page, address)
    page.goto(address + CASE)
    expect(page.locator("#bench")).to_be_hidden()
    expect(page.locator(".still img").first).to_be_visible()
    page.context.close()


def test_on_a_phone_it_is_stacked_and_can_be_touched(browser: Browser, address: str) -> None:
    page = window(browser, PHONE, "zh").new_page()
    give_pictures(page)
    enter_desk(page, address)
    page.goto(address + CASE)
    expect(page.locator("#bench")).to_have_attribute("data-state", "ready")
    faults = [one for one in faults_of(page) if "nav" not in one and " a." not in one]
    assert not faults
    page.context.close()


def test_the_first_picture_asked_for_is_the_contacts(desk: Page, address: str) -> None:
    asked: list[str] = []
    desk.goto("about:blank")  # the page before it may still be fetching neighbours
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(address + CASE)
    expect(desk.locator("#bench")).to_have_attribute("data-state", "ready")
    frames = [one for one in asked if "/frame/" in one]
    assert frames[0].endswith("/175.jpg")
    assert sum("review.json" in one for one in asked) == 1
