"""The queue by keyboard alone, and with its single keys switched off."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import DESK, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import enter_desk

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    """The code of the case whose row has the focus; empty where none has."""
    return str(
        page.evaluate(
            "() => document.activeElement.closest('.queue-row')"
            "?.querySelector('.code').textContent ?? ''"
        )
    )


def test_a_case_is_found_taken_and_left_by_keys_alone(browser: Browser) -> None:
    with served(staged_world()) as address:
        page = window(browser, DESK, "en").new_page()
        enter_desk(page, address)
        page.wait_for_load_state("networkidle")
        walked = []
        for key in ("j", "j", "k", "ArrowDown"):
            page.keyboard.press(key)
            walked.append(focused(page))
        assert walked == ["BCDF0003", "BCDF0008", "BCDF0003", "BCDF0008"]

        with page.expect_navigation():
            page.keyboard.press("t")
        expect(page.locator(".queue-item").nth(1)).to_contain_text("In your hands")

        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/officer/case/case-3")
        page.wait_for_load_state("networkidle")
        with page.expect_navigation():
            page.keyboard.press("n")
        assert page.url.endswith("/officer/case/case-8")
        page.context.close()


def test_a_clear_case_is_confirmed_and_signed_by_keys_alone(browser: Browser) -> None:
    with served(staged_world()) as address:
        page = window(browser, DESK, "zh").new_page()
        enter_desk(page, address)
        page.wait_for_load_state("networkidle")
        for key in ("j", "Enter"):
            page.keyboard.press(key)
        page.wait_for_url("**/case/case-3")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Alt+Shift+KeyC")
        page.wait_for_url("**/case/case-3/sign")
        page.keyboard.type("135790")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/officer/case/case-3")
        expect(page.locator(".chip.stage-decided, .chip.stage-determined").first).to_be_visible()
        page.context.close()


def test_single_keys_can_be_switched_off_and_stay_off(browser: Browser) -> None:
    with served(staged_world()) as address:
        page = window(browser, DESK, "en").new_page()
        enter_desk(page, address)
        page.wait_for_load_state("networkidle")
        page.keyboard.press("/")
        expect(page.locator("#f-q")).to_be_focused()
        page.keyboard.type("jt/?")  # letters are letters in a field
        expect(page.locator("#f-q")).to_have_value("jt/?")
        page.keyboard.press("Escape")

        page.keyboard.press("?")
        page.uncheck("[data-keys-switch]")
        page.locator("h1").click()
        page.keyboard.press("j")
        assert focused(page) == ""

        page.reload()
        page.wait_for_load_state("networkidle")
        page.keyboard.press("j")
        assert focused(page) == ""
        page.context.close()
