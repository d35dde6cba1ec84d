"""The stills of a folded file: brought to the contact once, then the reader's to step through."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.served import DESK, window
from tests.browser.walk import enter_desk

pytestmark = pytest.mark.browser

STEP_BEFORE_THE_PAGE_KNOWS = """async (folded) => {
  const stills = folded.querySelector("[data-stills]");
  const told = new Promise((done) => folded.addEventListener("toggle", () => setTimeout(done)));
  folded.open = true;
  const shown = stills.scrollLeft;
  stills.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
  await told;
  return [shown, stills.scrollLeft];
}"""
FOLD = """(folded) => new Promise((done) => {
  folded.addEventListener("toggle", () => setTimeout(done), { once: true });
  folded.open = !folded.open;
})"""


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    page = window(browser, DESK, "en").new_page()
    enter_desk(page, address)
    page.goto(address + "/officer/case/case-3")
    page.wait_for_load_state("networkidle")
    return page


def scrolled(page: Page) -> float:
    return float(page.locator("[data-stills]").evaluate("one => one.scrollLeft"))


def test_the_contact_is_in_the_middle_when_the_file_is_unfolded(page: Page) -> None:
    page.locator("[data-exhibits]").evaluate(FOLD)
    middles = page.locator("[data-stills]").evaluate(
        "one => [one, one.querySelector('.contact')].map((box) => box.getBoundingClientRect())"
        ".map((box) => box.left + box.width / 2)"
    )
    assert middles[0] == pytest.approx(middles[1], abs=1.5)
    page.context.close()


def test_a_step_right_after_unfolding_is_not_taken_back(page: Page) -> None:
    shown, after = page.locator("[data-exhibits]").evaluate(STEP_BEFORE_THE_PAGE_KNOWS)
    assert after < shown
    page.context.close()


def test_a_file_unfolded_while_the_screen_is_being_built_stays_so(
    browser: Browser, address: str
) -> None:
    page = window(browser, DESK, "en").new_page()
    enter_desk(page, address)

    def late(route: Route) -> None:
        page.locator("[data-exhibits] summary").click()
        route.continue_()

    page.route("**/review.json", late)
    page.goto(address + "/officer/case/case-3")
    expect(page.locator("#bench")).to_have_attribute("data-state", "ready")
    expect(page.locator("[data-exhibits]")).to_have_attribute("open", "")
    page.context.close()


def test_a_file_folded_and_unfolded_shows_the_still_it_was_left_at(page: Page) -> None:
    folded = page.locator("[data-exhibits]")
    folded.evaluate(FOLD)
    page.locator("[data-stills]").press("ArrowLeft")
    left_at = scrolled(page)
    for _ in range(2):
        folded.evaluate(FOLD)
    assert scrolled(page) == left_at
    page.context.close()
