"""A report on one bar of signal: nothing typed is lost, and no browser's error page is met."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import SEND, answer, send, sign_in
from tests.web.visit import ANSWERS_A

pytestmark = pytest.mark.browser
PHONES = (f"139000002{number:02d}" for number in range(100))  # one a test: codes are few


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(staged_world()) as where:
        yield where


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The first question of a fresh report."""
    context = window(browser, PHONE, "en")
    page = context.new_page()
    sign_in(page, address, next(PHONES))
    page.goto(address + "/report")
    yield page
    context.close()


@pytest.mark.proves("D2")
def test_an_answer_given_without_connection_is_sent_when_it_is_back(page: Page) -> None:
    page.check(f"[name=site][value='{ANSWERS_A['place']['site']}']")
    page.context.set_offline(offline=True)
    page.click(SEND)
    expect(page.locator("[data-kept-note]")).to_contain_text("No connection. Your answer is kept")
    assert page.url.endswith("/report/place")

    page.context.set_offline(offline=False)
    page.wait_for_url("**/report/when")


def test_what_was_typed_and_never_sent_is_given_back(page: Page) -> None:
    page.check("[name=site][value=elsewhere]")
    page.fill("[name=place_words]", "中央路邮局门前")
    page.reload()

    expect(page.locator("[name=place_words]")).to_have_value("中央路邮局门前")
    expect(page.locator("[name=site][value=elsewhere]")).to_be_checked()
    expect(page.locator("[data-kept-note]")).to_contain_text("filled in again")
    page.click(SEND)
    page.wait_for_url("**/report/when")
    page.go_back()
    expect(page.locator("[name=place_words]")).to_have_value("中央路邮局门前")
    expect(page.locator("[data-kept-note]")).to_be_hidden()


def test_a_page_that_cannot_be_fetched_is_one_of_ours_and_comes_back(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(offline=True)
    page.goto(page.url)
    expect(page.locator("h1")).to_have_text("No connection")

    page.context.set_offline(offline=False)
    expect(page.locator("h1")).to_have_text("Where did it happen?")


@pytest.mark.proves("D2")
def test_two_taps_and_the_back_button_ask_nothing_twice(page: Page) -> None:
    page.check(f"[name=site][value='{ANSWERS_A['place']['site']}']")
    page.dblclick(SEND)
    page.wait_for_url("**/report/when")
    page.go_back()
    expect(page.locator("[name=site]:checked")).to_have_count(1)
    answer(page, ANSWERS_A["place"])
    expect(page.locator("h1")).to_have_text("When did it happen?")


def test_a_fault_is_named_on_the_page_it_was_made_on(page: Page) -> None:
    page.click(SEND)

    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[data-kept-note]")).to_be_hidden()


def test_signing_out_leaves_nothing_on_the_phone(page: Page) -> None:
    page.fill("[name=place_words]", "中央路邮局门前")
    page.wait_for_function("Object.keys(localStorage).length === 1")
    send(page, "form.signed-in button")

    assert page.evaluate("Object.keys(localStorage).length") == 0
