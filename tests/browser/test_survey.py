"""The survey tool in a browser: a mark clicked in the picture and on the plan is judged at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accident_service.casefile.roles import Role
from tests.browser.served import DESK, served, window
from tests.browser.walk import enter_desk
from tests.fakes import examples
from tests.fakes.surveyed import KEY, street_survey, street_world

pytestmark = pytest.mark.browser
JUDGED = '[data-told]:text-matches("[0-9] m")'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Eight marks of a street, judged; no script may break on the way."""
    world = street_world(survey=street_survey(marks=8))
    world.officers.grant(examples.officer().id, Role.OFFICER, Role.SURVEYOR)
    with served(world) as address:
        page = window(browser, DESK, "en").new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        enter_desk(page, address)
        page.goto(f"{address}/officer/cameras/{KEY.site}/{KEY.camera}")
        page.wait_for_selector(".error-cells", timeout=30_000)
        yield page
        assert faults == []
        page.context.close()


def test_a_mark_is_clicked_on_both_sides_judged_and_removed(page: Page) -> None:
    rows = page.locator("[data-rows] tr")
    expect(rows).to_have_count(8)
    page.locator("[data-picture]").click(position={"x": 300, "y": 60})
    expect(rows).to_have_count(9)
    page.locator("[data-plan]").click(position={"x": 60, "y": 60})
    expect(rows).to_have_count(9)  # the same mark: it had no place on the road yet
    page.wait_for_selector("[data-rows] tr:nth-child(9).is-wrong", timeout=30_000)
    page.click("[data-remove]")
    expect(rows).to_have_count(8)


def test_a_mark_is_nudged_by_keys_and_stays_in_hand_when_it_is_judged(page: Page) -> None:
    x_px = page.locator("[name=pixel_x_px]").nth(2)
    before_px = float(x_px.input_value())
    third = page.locator("[data-marks] [data-row='2']")
    third.focus()
    for nudges in (1, 2):
        with page.expect_response(lambda one: one.request.method == "POST"):
            page.keyboard.press("ArrowRight")
        expect(x_px).to_have_value(f"{before_px + 0.25 * nudges:.2f}")
        page.wait_for_selector(JUDGED, state="attached", timeout=30_000)
        expect(third).to_be_focused()  # though it is drawn anew as what it was judged to be
