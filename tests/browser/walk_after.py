"""The way through the pages that follow a decision, for tests and for photographs alike."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.walk import SEND, send, sign_in
from tests.fakes import examples

CASES_A = {
    "BCDF0012": "after-served",
    "BCDF0013": "after-applied",
    "BCDF0014": "after-on-the-desk",
    "BCDF0015": "after-upheld",
    "BCDF0016": "after-reopened",
    "BCDF0017": "after-certified",
    "BCDF0018": "after-offered",
    "BCDF0019": "after-agreed",
}
DESK_CASES = {
    "11": "to-serve",
    "12": "mediation",
    "13": "applied",
    "15": "upheld",
    "17": "certified",
}


def after_decision(page: Page, address: str) -> Iterator[str]:
    """Every new page and state, each shown when its name is yielded."""
    for part in (party_a, party_b, deciding_officer, reviewer):
        yield from part(page, address)
        page.context.clear_cookies()


def party_a(page: Page, address: str) -> Iterator[str]:
    """A party's case in every state, and the forms."""
    sign_in(page, address, examples.PHONE_A)
    for code, shown in CASES_A.items():
        page.goto(f"{address}/case/{code}")
        yield shown
    for path, shown in (
        ("BCDF0011/mediation", "after-ask-mediation"),
        ("BCDF0012/claim", "after-claim"),
        ("BCDF0012/objection?about=fact:stationary", "after-objection"),
        ("BCDF0012/recusal", "after-ask-recusal"),
        ("BCDF0003/recusal", "after-ask-recusal-early"),
        ("BCDF0018/agreement/sign", "after-sign-agreement"),
        ("BCDF0011/review/request", "after-review-request"),
    ):
        page.goto(f"{address}/case/{path}")
        yield shown
    send(page)
    yield "after-review-error"
    for answer in (
        "撤销原认定，重新认定责任。",
        "前车无故急停，原认定未予考虑。",
        "行车记录仪录像。",
    ):
        page.fill("textarea", answer)
        send(page)
    yield "after-review-check"
    page.goto(f"{address}/case/BCDF0003/agreement/facts")
    page.fill("textarea", "乙方车辆追尾前方停车等候的甲方车辆。")
    send(page)
    yield "after-agreement-share"
    page.check("[name=share][value=theirs]")
    send(page)
    yield "after-agreement-check"


def party_b(page: Page, address: str) -> Iterator[str]:
    """The party who is not served electronically."""
    sign_in(page, address, examples.PHONE_B)
    page.goto(f"{address}/case/BCDF0011")
    yield "after-not-consented"
    page.goto(f"{address}/case/BCDF0011/electronic-service")
    yield "after-consent"


def deciding_officer(page: Page, address: str) -> Iterator[str]:
    """The desk of the unit that decided."""
    enter(page, address, "officer")
    for number, shown in DESK_CASES.items():
        page.goto(f"{address}/officer/case/case-{number}")
        for summary in page.locator(".proceedings summary").all():
            summary.click()
        yield f"officer-after-{shown}"
    page.goto(f"{address}/officer/case/case-20")
    yield "officer-waits-for-second"
    page.goto(f"{address}/officer/case/case-7/scene")
    yield "officer-scene"
    page.goto(f"{address}/officer/reviews")
    yield "officer-reviews-empty"


def reviewer(page: Page, address: str) -> Iterator[str]:
    """The desk of the higher unit: the first signature is there, the second is asked for."""
    enter(page, address, "second-reviewer")
    page.goto(f"{address}/officer/reviews")
    yield "officer-reviews"
    page.goto(f"{address}/officer/review/case-14")
    page.locator("details summary").last.click()
    yield "officer-review"
    send(page, "details form button")
    yield "officer-review-error"
    page.goto(f"{address}/officer/case/case-20/second")
    page.locator("details summary").last.click()
    yield "officer-second"


def enter(page: Page, address: str, user_name: str) -> None:
    """Sign in as this officer."""
    page.goto(address + "/officer/sign-in")
    page.fill("[name=user_name]", user_name)
    page.fill("[name=password]", "a long password")
    send(page, SEND)
    page.fill("[name=code]", "135790")
    send(page, SEND)
