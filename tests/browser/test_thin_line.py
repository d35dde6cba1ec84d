"""On one bar of signal pages come, what is sent is seen going, and nothing is lost."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, FilePayload, Page, expect

from accident_service.web import assets
from tests.browser.served import PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import SEND, answer, sign_in
from tests.web.visit import ANSWERS_A

pytestmark = pytest.mark.browser
THIN_BYTES_PER_S = 400_000 // 8  # 400 kbit/s
DELAY_MS = 400
WORSE_DELAY_MS = 1500  # the line's bad moment, while the report is being sent
FIRST_PAGE_BYTES = 32_000  # with style sheets and mark, as sent
FIRST_PAGE_MS = 10_000
LIB = Path(assets.__file__).parent / "static/lib/tus/tus.min.js"
TOLD = {
    "zh": {"sending": "正在发送", "arrived": "已收到", "reported": "您的报案已收到"},
    "en": {"sending": "Sending", "arrived": "Arrived", "reported": "We have your report"},
}


@pytest.fixture
def address() -> Iterator[str]:
    """A city each: a second report of one place and time is asked whether it is the same."""
    with served(staged_world()) as where:
        yield where


@pytest.mark.parametrize(("language", "phone"), [("zh", "13900000041"), ("en", "13900000042")])
def test_a_report_over_a_thin_line_is_seen_going_and_arrives_once(
    browser: Browser, address: str, language: str, phone: str
) -> None:
    if not LIB.exists():
        pytest.skip("the pages' libraries are not fetched: tools/front_end.sh")
    told = TOLD[language]
    page = window(browser, PHONE, language).new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")

    check_first_page(page, line, address)
    sign_in(page, address, phone)
    page.goto(address + "/report")
    for slug, fields in ANSWERS_A.items():
        if slug == "photos":
            send_photo(page, line, told)
        answer(page, fields)
    with thin(line, WORSE_DELAY_MS):
        page.click(SEND)
        page.click(SEND, force=True)  # an impatient thumb, though the button has faded
        expect(page.locator("[data-kept-note]")).to_contain_text(told["sending"])
        expect(page.locator(".arrived")).to_contain_text(told["reported"], timeout=15_000)

    page.goto(address + "/cases")
    expect(page.locator(".case-card")).to_have_count(1)
    page.locator(".case-card").click()
    page.goto(page.url + "/photos")
    expect(page.locator(".thumb")).to_have_count(1)
    page.context.close()


def check_first_page(page: Page, line: CDPSession, address: str) -> None:
    """The front door opens soon, and costs few bytes."""
    received: list[float] = []
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    with thin(line):
        page.goto(address + "/", wait_until="load", timeout=FIRST_PAGE_MS)
    assert 0 < sum(received) < FIRST_PAGE_BYTES


def send_photo(page: Page, line: CDPSession, told: dict[str, str]) -> None:
    """One photograph: its share is told while it goes, and then that it has arrived."""
    with thin(line):
        page.set_input_files("form[data-shot=contact] input[type=file]", photograph())
        state = page.locator("form[data-shot=contact] .thumb .thumb-state")
        expect(state).to_contain_text(told["sending"])
        expect(state).to_contain_text(told["arrived"])


@contextmanager
def thin(line: CDPSession, delay_ms: int = DELAY_MS) -> Iterator[None]:
    """What is asked for meanwhile comes and goes slowly."""
    throttle(line, delay_ms, THIN_BYTES_PER_S)
    yield
    throttle(line, 0, -1)


def throttle(line: CDPSession, delay_ms: int, bytes_per_s: int) -> None:
    """Let the browser's line be so; -1 lifts the limit."""
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": delay_ms,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        },
    )


def photograph() -> FilePayload:
    """A small picture that does not pack: some 100 kB, two seconds of a thin line."""
    content = io.BytesIO()
    Image.frombytes("RGB", (320, 240), os.urandom(320 * 240 * 3)).save(content, "JPEG", quality=90)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
