"""Two drivers and an officer, each with a browser of their own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from accident_service.quantities.identifiers import OfficerId
from tests.browser.served import DESK, PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import SEND, answer, enter_desk, prove_phone, send, sign_in
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, ANSWERS_B

pytestmark = pytest.mark.browser


@pytest.fixture
def world() -> FakeWorld:
    return staged_world()


@pytest.fixture
def address(world: FakeWorld) -> Iterator[str]:
    with served(world) as where:
        yield where


def new_page(browser: Browser, language: str = "en", *, script: bool = True) -> Page:
    return window(browser, PHONE, language, script=script).new_page()


def report(page: Page, address: str, phone: str) -> None:
    page.goto(address + "/report")
    prove_phone(page, phone)
    for fields in ANSWERS_A.values():
        answer(page, fields)


@pytest.mark.parametrize(("language", "script"), [("zh", "without"), ("en", "with")])
def test_two_drivers_report_one_accident(
    browser: Browser, world: FakeWorld, address: str, language: str, script: str
) -> None:
    first, second = (new_page(browser, language, script=script == "with") for _ in range(2))
    first.goto(address)
    send(first, ".front-answers .button:not(.stop)")
    send(first, ".first-go .button")
    prove_phone(first, "13900000001")
    for fields in ANSWERS_A.values():
        answer(first, fields)
    send(first)
    expect(first.locator(".leave")).to_be_visible()

    second.goto(first.locator(".invite-link a").get_attribute("href") or "")
    send(second, "main .button")
    prove_phone(second, "13900000002")
    for fields in ANSWERS_B.values():
        answer(second, fields)
    send(second)
    expect(second.locator(".words")).to_have_text("等红灯时被后车追尾。")
    first.reload()
    expect(first.locator(".words")).to_have_text("前车突然停车。")
    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone("13900000002")
    assert case.jointly_applied


def test_an_impatient_thumb_files_one_report(
    browser: Browser, world: FakeWorld, address: str
) -> None:
    page = new_page(browser)
    report(page, address, "13900000001")
    page.dblclick(SEND)
    expect(page.locator(".leave")).to_be_visible()

    with world.ledger.reading() as work:
        assert len(work.cases.of_phone("13900000001")) == 1


def test_the_back_button_shows_what_was_answered_and_loses_nothing(
    browser: Browser, address: str
) -> None:
    page = new_page(browser)
    sign_in(page, address, "13900000001")
    page.goto(address + "/report")
    for slug in ("place", "when"):
        answer(page, ANSWERS_A[slug])
    page.go_back()
    page.go_back()
    expect(page.locator("[name=place_words]")).to_have_value("由北向南第二车道")
    send(page)
    expect(page.locator("[name=when_kind][value=minutes]")).to_be_checked()
    send(page)
    expect(page).to_have_url(address + "/report/people")


def test_going_back_after_sending_leads_to_the_case_and_not_into_an_empty_form(
    browser: Browser, address: str
) -> None:
    page = new_page(browser, script=False)
    report(page, address, "13900000001")
    send(page)
    where = page.url
    page.go_back()
    expect(page).to_have_url(where)


def test_a_lost_connection_is_told_and_healed(browser: Browser, address: str) -> None:
    page = new_page(browser)
    sign_in(page, address, examples.PHONE_A)
    page.clock.install()
    page.goto(address + "/case/BCDF0002")
    page.context.set_offline(True)
    page.clock.run_for(5_000)
    expect(page.locator("[data-connection]")).to_be_visible()
    page.context.set_offline(False)
    page.clock.run_for(12_000)
    expect(page.locator("[data-connection]")).to_be_hidden()


def test_an_open_page_follows_the_case(browser: Browser, world: FakeWorld, address: str) -> None:
    page = new_page(browser)
    sign_in(page, address, examples.PHONE_A)
    page.clock.install()
    page.goto(address + "/case/BCDF0002")
    with world.ledger.transaction() as work:
        case = work.cases.with_tracking_code("BCDF0002")
        analysed = examples.reconstructed_case("2").analyses
        work.cases.save(case.with_analyses(analysed))
    page.clock.run_for(5_000)
    expect(page.locator(".station.done")).to_have_count(4)


def test_the_phones_position_is_taken_when_asked_for(browser: Browser, address: str) -> None:
    page = new_page(browser)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 43.17, "longitude": 124.35, "accuracy": 12})
    sign_in(page, address, "13900000001")
    page.goto(address + "/report")
    page.click("[data-locate-button]")
    expect(page.locator("[data-locate-status]")).to_contain_text("within 12 m")
    expect(page.locator("[name=latitude_deg]")).to_have_value("43.170000")
    send(page)
    expect(page).to_have_url(address + "/report/when")


def test_an_officer_decides_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = window(browser, DESK, "zh").new_page()
    enter_desk(page, address)
    page.locator(".queue-row").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1 .code")).to_have_text("BCDF0003")
    page.wait_for_load_state()  # its scripts as well
    expect(page.locator("[data-exhibits]")).not_to_have_attribute("open", "")
    page.locator("[data-exhibits] summary").focus()
    page.keyboard.press("Enter")
    stills = page.locator("[data-stills]")
    stills.focus()
    before = stills.evaluate("one => one.scrollLeft")
    page.keyboard.press("ArrowLeft")
    assert stills.evaluate("one => one.scrollLeft") < before
    page.locator("#f-kind button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-code")).to_be_focused()
    page.keyboard.type("135790")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.stage-decided")).to_be_visible()


def test_two_officers_racing_one_wins_and_the_other_is_told(
    browser: Browser, world: FakeWorld, address: str
) -> None:
    other = replace(examples.officer(), id=OfficerId("officer-2"), name="丁某")
    world.officers.accounts["second"] = ("another password", other)
    slow, fast = (window(browser, DESK, "en").new_page() for _ in range(2))
    enter_desk(slow, address)
    fast.goto(address + "/officer/sign-in")
    fast.fill("[name=user_name]", "second")
    fast.fill("[name=password]", "another password")
    send(fast)
    fast.fill("[name=code]", "135790")
    send(fast)
    for page in (slow, fast):
        page.goto(address + "/officer/case/case-3")
    for page in (fast, slow):
        page.click("#f-kind button")
        page.fill("[name=code]", "135790")
    fast.click(".sign button[type=submit]")
    expect(fast.locator(".chip.stage-decided")).to_be_visible()
    slow.click(".sign button[type=submit]")

    expect(slow.locator(".error-summary")).to_contain_text("The case has changed since you opened")
