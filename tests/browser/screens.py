"""Photograph every page and state at phone and desk width, in both languages, into ./screens."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.served import CHROMIUM, DESK, PHONE, launch, served, window
from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.web.visit import ANSWERS_A

FOLDER = Path("screens")
Photograph = Callable[[str], None]


def main() -> int:
    """Write the pictures; 1 when this machine has no Chromium."""
    if CHROMIUM is None:
        sys.stderr.write("no Chromium found: apt-get install chromium\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for size, size_name in ((PHONE, "phone"), (DESK, "desk")):
            for language in ("zh", "en"):
                with served(staged_world()) as address:
                    page = window(browser, size, language).new_page()
                    count = sum(1 for _ in _walk(page, address, f"{size_name}-{language}"))
                    sys.stdout.write(f"{size_name} {language}: {count} pages\n")
        with served(staged_world()) as address:
            page = window(browser, PHONE, "zh", dark=True).new_page()
            count = sum(1 for _ in _walk(page, address, "dark-zh"))
        browser.close()
    return 0


def _walk(page: Page, address: str, name: str) -> Iterator[str]:
    for part in (_public, _wizard, _cases, _officer):
        for shown in part(page, address):
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}-{shown}.png", full_page=True)
            yield shown
        page.context.clear_cookies()


def _public(page: Page, address: str) -> Iterator[str]:
    for path, shown in (
        ("/", "start"),
        ("/emergency", "emergency"),
        ("/link", "link"),
        ("/privacy", "privacy"),
        ("/no-such-page", "problem-404"),
        ("/sign-in", "phone"),
    ):
        page.goto(address + path)
        yield shown
    page.fill("[name=phone]", "123")
    page.click("main form button[type=submit]")
    yield "phone-error"
    page.fill("[name=phone]", "13900000009")
    page.click("main form button[type=submit]")
    yield "code"
    page.fill("[name=code]", "246810")
    page.click("main form button[type=submit]")
    yield "cases-empty"


def sign_in(page: Page, address: str, phone: str) -> None:
    """Prove a phone in this window."""
    page.goto(address + "/sign-in")
    page.fill("[name=phone]", phone)
    page.click("main form button[type=submit]")
    page.fill("[name=code]", "246810")
    page.click("main form button[type=submit]")


def answer(page: Page, fields: dict[str, str]) -> None:
    """Fill in one page as a thumb would, and go on."""
    for name, value in fields.items():
        if name == "no_to_all":
            page.click("button[name=no_to_all]")
            return
        control = page.locator(f"[name={name}]").first
        kind = control.get_attribute("type") or control.evaluate("one => one.tagName")
        if kind in ("radio", "checkbox"):
            page.locator(f"[name={name}][value='{value}']").check()
        elif kind == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.click("main form[method=post] button[type=submit]")


def _wizard(page: Page, address: str) -> Iterator[str]:
    sign_in(page, address, "13900000001")
    page.goto(address + "/report")
    for slug, fields in ANSWERS_A.items():
        yield f"report-{slug}"
        if slug in ("place", "people", "vehicle"):
            page.click("main form[method=post] button[type=submit]")
            yield f"report-{slug}-error"
        if slug == "scene":
            page.check("[name=officer_wanted][value=yes]")
            page.click("button[name=no_to_all]")
            yield "referral"
            page.goto(f"{address}/report/scene")
            page.check("[name=officer_wanted][value=no]")
        answer(page, fields)
    yield "report-check"
    page.click("main form[method=post] button[type=submit]")
    yield "case-fresh"
    invite = page.locator(".invite-link a").get_attribute("href") or ""
    page.context.clear_cookies()
    page.goto(invite)
    yield "join"


def _cases(page: Page, address: str) -> Iterator[str]:
    sign_in(page, address, examples.PHONE_A)
    page.goto(address + "/cases")
    yield "cases"
    for code, shown in (
        ("BCDF0001", "case-reported"),
        ("BCDF0002", "case-measuring"),
        ("BCDF0003", "case-with-officer"),
        ("BCDF0005", "case-determined"),
        ("BCDF0006", "case-no-footage"),
        ("BCDF0007", "case-referred"),
    ):
        page.goto(f"{address}/case/{code}")
        yield shown


def _officer(page: Page, address: str) -> Iterator[str]:
    page.goto(address + "/officer/sign-in")
    yield "officer-sign-in"
    page.fill("[name=user_name]", "officer")
    page.fill("[name=password]", "a long password")
    page.click("main form button[type=submit]")
    yield "officer-queue"
    page.goto(address + "/officer/?show=determined")
    yield "officer-queue-determined"
    page.goto(address + "/officer/?show=referred&page=2")
    yield "officer-queue-empty"
    for number, shown in (
        ("2", "measuring"),
        ("5", "determined"),
        ("6", "no-footage"),
        ("8", "abstained"),
        ("3", "proposed"),
    ):
        page.goto(f"{address}/officer/case/case-{number}")
        yield f"officer-case-{shown}"
    page.click("text=/另行决定|Decide otherwise/")
    page.click("text=/按此决定并签发|Decide so and sign/")
    yield "officer-case-error"


if __name__ == "__main__":
    sys.exit(main())
