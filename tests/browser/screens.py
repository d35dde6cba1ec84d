"""Photograph every page and state at phone and desk width, in both languages, into ./screens."""

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.served import CHROMIUM, DESK, PHONE, launch, served, window
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.browser.walk import everything
from tests.browser.walk_after import after_decision
from tests.browser.walk_city import city
from tests.browser.walk_party import second_driver

FOLDER = Path("screens")
SETS = (
    ("phone-zh", PHONE, "zh", False),
    ("phone-en", PHONE, "en", False),
    ("desk-zh", DESK, "zh", False),
    ("desk-en", DESK, "en", False),
    ("dark-zh", PHONE, "zh", True),
)


def main() -> int:
    """Write the pictures; 1 when this machine has no Chromium."""
    if CHROMIUM is None:
        sys.stderr.write("no Chromium found: apt-get install chromium\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, size, language, dark in SETS:
            with served(staged_world()) as address:
                page = window(browser, size, language, dark=dark).new_page()
                count = _photographed(everything(page, address), page, name)
                page.context.clear_cookies()
                count += _photographed(city(page, address), page, name)
                page.context.close()
            with served(staged_after(staged_world())) as address:
                page = window(browser, size, language, dark=dark).new_page()
                count += _photographed(after_decision(page, address), page, name)
                page.context.clear_cookies()
                count += _photographed(second_driver(page, address), page, name)
                page.context.close()
            sys.stdout.write(f"{name}: {count} pages\n")
        browser.close()
    return 0


def _photographed(walk: Iterator[str], page: Page, name: str) -> int:
    count = 0
    for shown in walk:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}-{shown}.png", full_page=True)
        count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
