"""Correcting in a browser: the answer comes into the page, and without scripts as a new one."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import faults_of
from tests.browser.served import DESK, PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import enter_desk

pytestmark = pytest.mark.browser
CASE = "/officer/case/case-3"
REASON = "The reversing lights are lit in the picture."


@pytest.fixture
def address() -> Iterator[str]:
    with served(staged_world()) as there:
        yield there


def tell_reversing(page: Page) -> None:
    """Set the fact that party A was reversing."""
    page.select_option("#f-fact-kind", "reversing")
    page.check("#correct-fact [name=truth][value=true]")
    page.fill("#f-fact-reason", REASON)
    page.click("#correct-fact button[type=submit]")


def test_the_answer_comes_into_the_page_and_can_be_undone(browser: Browser, address: str) -> None:
    page = window(browser, DESK, "en").new_page()
    enter_desk(page, address)
    page.goto(address + CASE)
    page.evaluate("window.here = true")
    page.locator(".decision details", has=page.locator("#f-reason_refer")).evaluate(
        "one => { one.open = true; }"
    )
    page.fill("#f-reason_refer", "typed before")
    page.locator("#correct-fact > summary").click()
    tell_reversing(page)

    expect(page.locator("[data-difference]")).to_contain_text(
        "Party A 吉C12345 full responsibility"
    )
    expect(page.locator("#proposal")).to_contain_text("told by 丙某")
    expect(page.locator("#decide > [aria-live]")).to_contain_text("full responsibility")
    assert page.evaluate("window.here"), "the page was not loaded anew"
    assert page.input_value("#f-reason_refer") == "typed before"
    assert faults_of(page, touched=False) == []
    page.locator(".entries button").click()
    expect(page.locator("[data-difference]")).to_have_count(0)
    expect(page.locator(".entries")).to_contain_text("withdrawn")
    page.context.close()


def test_a_facts_own_link_opens_the_form_filled_in(browser: Browser, address: str) -> None:
    page = window(browser, DESK, "en").new_page()
    enter_desk(page, address)
    page.goto(address + CASE)
    link = page.locator("[data-correct]").first
    kind, party = link.get_attribute("data-correct"), link.get_attribute("data-correct-party")
    link.click()

    assert kind is not None
    assert party is not None
    expect(page.locator("#f-fact-kind")).to_have_value(kind)
    expect(page.locator("#f-fact-party")).to_have_value(party)
    expect(page.locator("#f-fact-truth")).to_be_focused()
    page.context.close()


def test_without_scripts_it_is_a_plain_form(browser: Browser, address: str) -> None:
    page = window(browser, PHONE, "zh", script=False).new_page()
    enter_desk(page, address)
    page.goto(f"{address}{CASE}?fact=reversing&party=V1#correct-fact")
    tell_reversing(page)

    expect(page.locator("[data-difference]")).to_contain_text("甲方 吉C12345 全部责任")
    expect(page).to_have_url(re.compile("#corrections$"))
    page.context.close()
