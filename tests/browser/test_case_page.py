"""An open case's page renews itself, but never gets in the way of who leaves it."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.served import PHONE, window
from tests.browser.walk import sign_in
from tests.fakes import examples

pytestmark = pytest.mark.browser
CASE = "/case/BCDF0001"
LINK = f"a[href='{CASE}/photos']"


def moved(route: Route) -> None:
    """The case has moved on since the page was shown."""
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"x-case-version": "99.0"})


@pytest.fixture
def case(browser: Browser, address: str) -> Page:
    page = window(browser, PHONE, "en").new_page()
    sign_in(page, address, examples.PHONE_A)
    page.goto(address + CASE)
    return page


def look_soon(page: Page) -> None:
    """Have the page ask how far the case is, as it does every few seconds."""
    page.evaluate("setTimeout(() => window.dispatchEvent(new Event('online')), 300)")


def test_a_case_that_moved_on_is_shown_anew(case: Page) -> None:
    case.route(f"**{CASE}/progress", moved)
    with case.expect_navigation(url=f"**{CASE}"):
        look_soon(case)
    case.context.close()


def test_a_link_that_opens_slowly_is_not_overtaken_by_the_page_it_is_on(case: Page) -> None:
    def slow(route: Route) -> None:
        case.route(f"**{CASE}/progress", moved)
        with case.expect_response(f"**{CASE}/progress"):
            pass
        case.wait_for_timeout(300)  # a reload would have begun by now
        route.continue_()

    case.route(f"**{CASE}/photos", slow)
    look_soon(case)
    case.locator(LINK).first.click()

    expect(case).to_have_url(re.compile(f"{CASE}/photos$"))
    case.context.close()
