"""Two drivers who agree settle it in two browsers, with and without script."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.looking import faults_of
from tests.browser.served import DESK, PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import SEND, answer, prove_phone, send
from tests.web.test_settle_online import AGREEMENT, OWN_A, SCREENED, SETTLING_B

pytestmark = pytest.mark.browser


def whole(page: Page, shown: str) -> None:
    """The page has no fault a reader would complain of."""
    assert {shown: faults_of(page)} == {shown: []}


@pytest.mark.parametrize(
    ("size", "language", "script"),
    [(PHONE, "zh", "without"), (DESK, "en", "with")],
    ids=["phone-zh-without-script", "desk-en-with-script"],
)
def test_two_drivers_settle_it_themselves(
    browser: Browser, size: ViewportSize, language: str, script: str
) -> None:
    first, second = (
        window(browser, size, language, script=script == "with").new_page() for _ in range(2)
    )
    with served(staged_world()) as address:
        case = filed(first, address)
        joined(first, second)
        first.goto(case)
        whole(first, "both-there")
        first.goto(f"{case}/online-determination")
        whole(first, "dispute")
        second.goto(f"{second.url}/agreement/facts")
        for fields in AGREEMENT.values():
            answer(second, fields)
        send(second)

        first.goto(f"{case}/agreement/sign")
        whole(first, "sign")
        send(first, f"{SEND} >> nth=0")
        for party in (first, second):
            party.goto(case)
            expect(party.locator(".result")).to_be_visible()
        whole(second, "agreed")


def filed(first: Page, address: str) -> str:
    """The first driver's case, reported as undisputed; where it lies."""
    first.goto(address + "/report")
    prove_phone(first, "13900000001")
    for fields in (*SCREENED.values(), {"disputed": "no"}):
        answer(first, fields)
    whole(first, "settle-here")
    send(first)
    for fields in list(OWN_A.values())[:-1]:
        answer(first, fields)
    whole(first, "terms")
    answer(first, OWN_A["terms"])
    send(first)
    whole(first, "waiting")
    return first.url


def joined(first: Page, second: Page) -> None:
    """The second driver comes by the link of the first."""
    second.goto(first.locator(".invite-link a").get_attribute("href") or "")
    whole(second, "invited")
    send(second, "main .button")
    prove_phone(second, "13900000002")
    for fields in SETTLING_B.values():
        answer(second, fields)
    send(second)
