"""The checker itself: it finds what it should, under the pages' own strict policy."""

import pytest
from playwright.sync_api import Browser

from tests.browser import axe
from tests.browser.served import PHONE, served, window
from tests.browser.staged import staged_world

pytestmark = pytest.mark.browser


def test_it_finds_a_picture_without_words(browser: Browser) -> None:
    if not axe.is_here():
        pytest.skip("axe-core was not fetched: tools/front_end.sh dev")
    with served(staged_world()) as address:
        page = window(browser, PHONE, "en").new_page()
        page.goto(address + "/")
        assert axe.violations_of(page) == []

        page.evaluate("document.querySelector('main').append(document.createElement('img'))")

        (violation,) = axe.violations_of(page)
        assert violation.startswith("image-alt")
        page.context.close()
