"""The pages of those who run the house and survey its cameras, as a reader meets them."""

import pytest
from playwright.sync_api import Browser

from tests.browser import axe
from tests.browser.looking import faults_of
from tests.browser.served import DESK, PHONE, served, window
from tests.browser.staged_house import staged_house
from tests.browser.walk import leave
from tests.browser.walk_admin import admin
from tests.browser.walk_cameras import cameras

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("where", ["desk-en-dark", "phone-zh"])
def test_no_page_has_a_fault_a_reader_would_complain_of(browser: Browser, where: str) -> None:
    size, language, dark = (DESK, "en", True) if "desk" in where else (PHONE, "zh", False)
    faults: dict[str, list[str]] = {}
    with served(staged_house()) as address:
        page = window(browser, size, language, dark=dark).new_page()
        page.on("pageerror", lambda error: faults.setdefault("scripts", []).append(str(error)))
        for walk in (admin, cameras):
            for shown in walk(page, address):
                found = faults_of(page, touched=False)
                if axe.is_here():
                    found += axe.violations_of(page)
                if found:
                    faults[shown] = found
            leave(page)
        page.context.close()

    assert not faults
