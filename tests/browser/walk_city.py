"""The way through the city's view, for tests and for photographs."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.walk import enter_desk


def city(page: Page, address: str) -> Iterator[str]:
    """Places and figures."""
    enter_desk(page, address)
    page.goto(address + "/officer/city")
    page.locator(".city-dot").first.wait_for(state="attached")
    yield "officer-city-places"
    page.goto(address + "/officer/city/figures")
    yield "officer-city-figures"
