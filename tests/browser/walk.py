"""The ways people take through the pages, for tests and for photographs alike."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.fakes import examples
from tests.web.visit import ANSWERS_A

SEND = "main form[method=post]:not([enctype]) button[type=submit], main button[form=go-on]"
CASES = {
    "BCDF0001": "case-reported",
    "BCDF0002": "case-measuring",
    "BCDF0003": "case-with-officer",
    "BCDF0004": "case-decided",
    "BCDF0005": "case-determined",
    "BCDF0006": "case-no-footage",
    "BCDF0007": "case-referred",
}
DESK_CASES = {
    "2": "measuring",
    "5": "determined",
    "6": "no-footage",
    "7": "referred",
    "8": "abstained",
    "3": "proposed",
}


def send(page: Page, button: str = SEND) -> None:
    """Press a button that leads to another page, and be there."""
    with page.expect_navigation():
        page.click(button)


def everything(page: Page, address: str) -> Iterator[str]:
    """Every page and state, each shown when its name is yielded."""
    for part in (public, wizard, cases, desk):
        yield from part(page, address)
        leave(page)


def leave(page: Page) -> None:
    """Sign out by forgetting; what the page still asks for must not bring its cookie back."""
    page.goto("about:blank")
    page.context.clear_cookies()


def public(page: Page, address: str) -> Iterator[str]:
    """What anyone may see, and the way in by phone."""
    for path, shown in (
        ("/", "start"),
        ("/emergency", "emergency"),
        ("/safety", "safety"),
        ("/offline", "offline"),
        ("/link", "link"),
        ("/privacy", "privacy"),
        ("/v1/docs", "insurers-guide"),
        ("/verify", "verify"),
        ("/verify?number=2203020001-2026-000001&code=00000000", "verify-unknown"),
        ("/verify?number=2203020001-2026-000001&code=0A1B2C3D", "verify-genuine"),
        ("/no-such-page", "problem-404"),
        ("/sign-in", "phone"),
    ):
        page.goto(address + path)
        yield shown
    page.fill("[name=phone]", "123")
    send(page)
    yield "phone-error"
    page.fill("[name=phone]", "13900000009")
    send(page)
    yield "code"
    page.fill("[name=code]", "246810")
    send(page)
    yield "cases-empty"


def wizard(page: Page, address: str) -> Iterator[str]:
    """The first driver's report, with a fault here and there, and the invitation."""
    sign_in(page, address, "13900000001")
    page.goto(address + "/report")
    for slug, fields in ANSWERS_A.items():
        yield f"report-{slug}"
        if slug in ("place", "people", "vehicle", "consents"):
            send(page)
            yield f"report-{slug}-error"
        if slug == "place":
            yield from without_connection(page, fields)
        if slug == "scene":
            page.check("[name=officer_wanted][value=yes]")
            send(page, "button[name=no_to_all]")
            yield "referral"
            page.goto(f"{address}/report/scene")
            page.check("[name=officer_wanted][value=no]")
        answer(page, fields)
    yield "report-check"
    send(page)
    yield "case-fresh"
    invite = page.locator(".invite-link a").get_attribute("href") or ""
    page.context.clear_cookies()
    page.goto(invite)
    yield "join"


def without_connection(page: Page, fields: dict[str, str]) -> Iterator[str]:
    """An answer sent while there is no line; it goes on by itself once there is one."""
    page.locator(f"[name=site][value='{fields['site']}']").check()
    page.context.set_offline(offline=True)
    page.click(SEND)
    page.locator("[data-kept-note]").wait_for()
    yield "report-place-offline"
    page.context.set_offline(offline=False)
    page.wait_for_url("**/report/when")
    page.goto(page.url.replace("/when", "/place"))


def cases(page: Page, address: str) -> Iterator[str]:
    """A party's case at every stage."""
    sign_in(page, address, examples.PHONE_A)
    page.goto(address + "/cases")
    yield "cases"
    for code, shown in CASES.items():
        page.goto(f"{address}/case/{code}")
        yield shown
    for code in ("BCDF0003", "BCDF0005"):
        page.goto(f"{address}/case/{code}/photos")
        yield f"photos-{code.lower()}"
        page.goto(f"{address}/case/{code}/recordings")
        yield f"recordings-{code.lower()}"
    page.goto(f"{address}/case/BCDF0005/recording/{'b' * 32}")
    yield "recording-of-the-other"


def desk(page: Page, address: str) -> Iterator[str]:
    """The officer's queue and cases."""
    page.goto(address + "/officer/sign-in")
    yield "officer-sign-in"
    yield from second_factor(page)
    page.context.clear_cookies()
    enter_desk(page, address)
    yield "officer-queue"
    page.goto(address + "/officer/?show=determined")
    yield "officer-queue-determined"
    page.goto(address + "/officer/?show=referred&page=2")
    yield "officer-queue-empty"
    page.goto(address + "/officer/?q=zzzz&held=me")
    yield "officer-queue-nothing-found"
    page.goto(address + "/officer/password")
    yield "officer-password"
    for number, shown in DESK_CASES.items():
        page.goto(f"{address}/officer/case/case-{number}")
        yield f"officer-case-{shown}"
    page.locator(".decision > details > summary").first.click()
    send(page, ".decision > details >> nth=0 >> form > button[type=submit]")
    yield "officer-case-error"
    page.goto(f"{address}/officer/case/case-3/recordings")
    yield "officer-recordings"
    page.goto(f"{address}/officer/case/case-3")
    send(page, "#f-kind button")
    yield "officer-sign"
    page.fill("[name=code]", "000000")
    send(page, ".sign button[type=submit]")
    yield "officer-sign-error"


def second_factor(page: Page) -> Iterator[str]:
    """The second half of signing in, for who has a device and for who has none."""
    for user_name, shown in (("officer", "officer-code"), ("newcomer", "officer-enrol")):
        page.goto(page.url.partition("/officer")[0] + "/officer/sign-in")
        page.fill("[name=user_name]", user_name)
        page.fill("[name=password]", "a long password")
        send(page)
        yield shown
        page.fill("[name=code]", "000000")
        send(page)
        yield f"{shown}-error"
    page.fill("[name=code]", "135790")
    send(page)
    yield "officer-recovery-codes"


def enter_desk(page: Page, address: str) -> None:
    """Sign in as the officer."""
    page.goto(address + "/officer/sign-in")
    prove_device(page, "officer")


def prove_device(page: Page, user_name: str) -> None:
    """Give name, password and the device's code where the page asks for them."""
    page.fill("[name=user_name]", user_name)
    page.fill("[name=password]", "a long password")
    send(page)
    page.fill("[name=code]", "135790")
    send(page)


def sign_in(page: Page, address: str, phone: str) -> None:
    """Prove a phone in this window."""
    page.goto(address + "/sign-in")
    prove_phone(page, phone)


def prove_phone(page: Page, phone: str) -> None:
    """Fill in phone and code where the page asks for them."""
    page.fill("[name=phone]", phone)
    send(page)
    page.fill("[name=code]", "246810")
    send(page)


def answer(page: Page, fields: dict[str, str]) -> None:
    """Fill in one page as a thumb would, and go on."""
    for name, value in fields.items():
        if name in ("no_to_all", "none_of_it", "all_so"):
            send(page, f"button[name={name}]")
            return
        control = page.locator(f"[name={name}]").first
        kind = control.get_attribute("type") or control.evaluate("one => one.tagName")
        if kind in ("radio", "checkbox"):
            page.locator(f"[name={name}][value='{value}']").check()
        elif kind == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    send(page)
