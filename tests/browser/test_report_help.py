"""What scripts add to the report's pages: a keyboard of provinces, the phone's position, a pin."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import SEND, answer, sign_in
from tests.fakes import examples
from tests.web.visit import ANSWERS_A

pytestmark = pytest.mark.browser
PHONE_NO = "13900000022"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One driver's window over the whole report, at the junction."""
    with served(staged_world()) as address:
        context = window(browser, PHONE, "en")
        context.grant_permissions(["geolocation"])
        context.set_geolocation({"latitude": 43.1701, "longitude": 124.3502, "accuracy": 18})
        page = context.new_page()
        sign_in(page, address, PHONE_NO)
        page.goto(address + "/report")
        yield page
        context.close()


def test_the_phone_finds_the_listed_place_and_a_finger_moves_the_pin(page: Page) -> None:
    page.click("[data-locate-button]")
    expect(page.locator("[data-locate-status]")).to_contain_text("to within 18 m: Central Road")
    expect(page.locator(f"[name=site][value='{examples.SITE}']")).to_be_checked()

    before = page.locator("[name=longitude_deg]").input_value()
    page.locator("[data-map]").click(position={"x": 220, "y": 120})
    expect(page.locator("[data-locate-status]")).to_have_text("Pin set.")
    expect(page.locator("[name=longitude_deg]")).not_to_have_value(before)
    expect(page.locator("[name=coordinate_system]")).to_have_value("wgs84")
    page.click(SEND)
    page.wait_for_url("**/report/when")


def test_a_province_is_a_key_and_the_plate_s_kind_is_named(page: Page) -> None:
    for slug in list(ANSWERS_A)[1 : list(ANSWERS_A).index("vehicle")]:
        answer(page, ANSWERS_A[slug])
    page.locator(".key", has_text="吉").click()
    told = page.locator("[data-plate-told]")
    page.fill("#f-plate", "cd06789")
    expect(told).to_have_text("New-energy plate, small vehicle")
    page.fill("#f-plate", "C1I34")
    expect(told).to_contain_text("never use the letters I and O")
    page.fill("#f-plate", "C1234")
    page.locator(".key", has_text="挂").click()
    expect(told).to_have_text("Trailer plate")
    answer(page, {"vehicle_class": "truck", "colour": "white"})
    page.wait_for_url("**/report/you")
