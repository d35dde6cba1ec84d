"""Every page and state in a real browser, at both widths, in both languages, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.browser import axe
from tests.browser.looking import faults_of
from tests.browser.served import DESK, PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.browser.staged_long import with_long_words
from tests.browser.walk import everything, leave
from tests.browser.walk_after import after_decision
from tests.browser.walk_city import city
from tests.browser.walk_desk import desk_states, give_pictures
from tests.browser.walk_party import second_driver

pytestmark = pytest.mark.browser
NARROWEST: ViewportSize = {"width": 320, "height": 640}
EXPECTED = (
    "status of 404",
    "status of 422",
    "status of 50",
    "ERR_INTERNET_DISCONNECTED",
)  # provoked


def at_home(shown: str, size: ViewportSize) -> bool:
    """Is the page looked at where it is used: the officers' at a desk, the others on a phone?"""
    return size is (DESK if "officer" in shown else PHONE)


def around(page: Page, address: str) -> Iterator[str]:
    """Every page: up to the decision, after it, the second driver's way, the city's view."""
    yield from everything(page, address)
    yield from after_decision(page, address)
    leave(page)
    yield from second_driver(page, address)
    leave(page)
    yield from city(page, address)
    leave(page)
    yield from desk_states(page, address)


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [
        (NARROWEST, "en", "light"),
        (DESK, "en", "dark"),
        (PHONE, "zh", "dark"),
    ],
    ids=["narrow-en", "desk-en-dark", "phone-zh-dark"],
)
def test_no_page_has_a_fault_a_reader_would_complain_of(
    browser: Browser, size: ViewportSize, language: str, scheme: str
) -> None:
    faults: dict[str, list[str]] = {}
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(one in message.text for one in EXPECTED):
            complaints.append(message.text)

    with served(with_long_words(staged_after(staged_world()))) as address:
        page = window(browser, size, language, dark=scheme == "dark").new_page()
        give_pictures(page)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for shown in around(page, address):
            found = faults_of(page, touched="officer" not in shown)
            if size is not NARROWEST and axe.is_here():
                found += axe.violations_of(page)
            if found:
                faults[shown] = found
        page.context.close()

    assert not faults
    assert not complaints, "the browser refused something, or a script failed"
