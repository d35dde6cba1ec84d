"""Pages made three times as large on a phone: one column, and nothing beside the screen."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.served import served, window
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.browser.walk import sign_in
from tests.fakes import examples

pytestmark = pytest.mark.browser
ENLARGED: ViewportSize = {"width": 130, "height": 281}  # 390x844 at 300 %
OPEN_TO_ALL = ("/", "/emergency", "/safety", "/link", "/sign-in")
OF_A_PARTY = (
    "/report/place",
    "/case/BCDF0001",
    "/case/BCDF0012",
    "/case/BCDF0016",
    "/case/BCDF0017",
    "/case/BCDF0018/agreement/sign",
    "/cases",
)
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_has_to_be_pushed_sideways_at_300_percent(browser: Browser) -> None:
    with served(staged_after(staged_world())) as address:
        page = window(browser, ENLARGED, "en").new_page()
        beside = measured(page, address, OPEN_TO_ALL)
        sign_in(page, address, examples.PHONE_A)
        beside |= measured(page, address, OF_A_PARTY)
        page.context.close()
    assert not beside


def measured(page: Page, address: str, paths: tuple[str, ...]) -> dict[str, int]:
    """By page, how many pixels lie beside the screen; only where some do."""
    beside = {}
    for path in paths:
        page.goto(address + path)
        beside[path] = int(page.evaluate(BESIDE))
    return {path: px for path, px in beside.items() if px > 0}
