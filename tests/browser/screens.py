"""Photograph every page and state at phone and desk width, in both languages, into ./screens.

`python -m tests.browser.screens desk-zh dark-zh` photographs these sets alone.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.served import CHROMIUM, DESK, PHONE, launch, served, window
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.browser.staged_house import staged_house
from tests.browser.staged_long import with_long_words
from tests.browser.walk import everything
from tests.browser.walk_admin import admin
from tests.browser.walk_after import after_decision
from tests.browser.walk_cameras import cameras
from tests.browser.walk_city import city
from tests.browser.walk_desk import desk_states, give_pictures
from tests.browser.walk_party import second_driver

FOLDER = Path("screens")
MAGNIFIED: ViewportSize = {"width": 480, "height": 300}  # a desk at 300 %
SETS = (
    ("phone-zh", PHONE, "zh", False),
    ("phone-en", PHONE, "en", False),
    ("desk-zh", DESK, "zh", False),
    ("desk-en", DESK, "en", False),
    ("dark-zh", PHONE, "zh", True),
    ("desk-dark-zh", DESK, "zh", True),
    ("magnified-en", MAGNIFIED, "en", False),
)


def main() -> int:
    """Write the pictures, of the sets named or of all; 1 when this machine has no Chromium."""
    if CHROMIUM is None:
        sys.stderr.write("no Chromium found: apt-get install chromium\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, size, language, dark in SETS:
            if not wanted or name in wanted:
                count = _photograph_set(browser, name, size, language, dark=dark)
                sys.stdout.write(f"{name}: {count} pages\n")
        browser.close()
    return 0


def _photograph_set(
    browser: Browser, name: str, size: ViewportSize, language: str, *, dark: bool
) -> int:
    """Photograph all walks in windows of one size, language and scheme; how many pictures."""
    count = 0
    for world, walks in (
        (staged_world(), (everything, city)),
        (staged_after(staged_world()), (after_decision, second_driver)),
        (with_long_words(staged_world()), (desk_states,)),
        (staged_house(), (admin, cameras)),
    ):
        with served(world) as address:
            page = window(browser, size, language, dark=dark).new_page()
            give_pictures(page)
            for walk in walks:
                count += _photographed(walk(page, address), page, name)
                page.context.clear_cookies()
            page.context.close()
    return count


def _photographed(walk: Iterator[str], page: Page, name: str) -> int:
    count = 0
    for shown in walk:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}-{shown}.png", full_page=True)
        count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
