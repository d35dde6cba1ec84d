"""The second driver's way, an officer asked for, and a report that exists already."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.walk import answer, prove_phone, send, sign_in
from tests.fakes import examples
from tests.web.visit import ANSWERS_A, ANSWERS_B

FACTS = ("place", "time", "weather", "vehicle")


def second_driver(page: Page, address: str) -> Iterator[str]:
    """Invited, asked fact by fact, and sent to officers; a second report of one accident."""
    sign_in(page, address, examples.PHONE_A)
    page.goto(f"{address}/case/BCDF0003/officer")
    yield "ask-officer"
    page.goto(f"{address}/case/BCDF0001")
    send(page, ".invite form >> nth=0 >> button")
    invite = page.locator(".invite-link a").get_attribute("href") or ""
    page.locator(".invite-by-phone summary").click()
    yield "case-invite-by-phone"
    page.context.clear_cookies()
    page.goto(invite)
    send(page, "main .button")
    prove_phone(page, "13900000008")
    yield "join-shared"
    yield from _facts(page)
    yield from _reported_twice(page, address)


def _facts(page: Page) -> Iterator[str]:
    page.check("[name=said_weather][value=no]")
    page.check("[name=any_applies][value=yes]")
    send(page)
    yield "join-shared-error"
    for fact in FACTS:
        page.check(f"[name=said_{fact}][value=yes]")
    page.check("[name=also_injured]")
    send(page)
    yield "join-referral"
    send(page, "form.after button")
    yield "join-told"


def _reported_twice(page: Page, address: str) -> Iterator[str]:
    own = {slug: given for slug, given in ANSWERS_B.items() if slug != "shared"}
    for phone, answers in (("13900000006", ANSWERS_A), ("13900000007", ANSWERS_A | own)):
        page.context.clear_cookies()
        sign_in(page, address, phone)
        page.goto(address + "/report")
        for fields in answers.values():
            answer(page, fields)
        send(page)
    yield "same-accident"
    page.fill("[name=other_plate]", "吉C00000")
    send(page)
    yield "same-accident-error"
