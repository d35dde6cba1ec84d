"""One Chromium for all browser tests; without one they are skipped, and say so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import CHROMIUM, DESK, launch, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import enter_desk
from tests.browser.walk_desk import give_pictures

REVIEWED = "/officer/case/case-3"


@pytest.fixture(scope="module")  # its event loop must not outlive the file: others run their own
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(staged_world()) as there:
        yield there


@pytest.fixture(scope="module")
def window_at_desk(browser: Browser, address: str) -> Iterator[Page]:
    page = window(browser, DESK, "en").new_page()
    enter_desk(page, address)
    yield page
    page.context.close()


@pytest.fixture
def desk(window_at_desk: Page, address: str) -> Iterator[Page]:
    """The review of the case with a proposal, ready to be used."""
    page = window_at_desk
    give_pictures(page)
    page.goto(address + REVIEWED)
    expect(page.locator("#bench")).to_have_attribute("data-state", "ready")
    yield page
    page.unroute_all()
