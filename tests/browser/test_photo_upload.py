"""A photograph on a line that is cut: it goes on by itself, and arrives once."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Request, Route, expect

from accident_service.web import assets
from tests.adapters.photo_maker import exif_block
from tests.browser.served import PHONE, served, window
from tests.browser.staged import staged_world
from tests.browser.walk import answer, sign_in
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A

pytestmark = pytest.mark.browser
PHONE_NO = "13900000031"
TAKEN = "2026:03:02 12:03:04"
LIB = Path(assets.__file__).parent / "static/lib/tus/tus.min.js"


@pytest.fixture(scope="module")
def world() -> FakeWorld:
    return staged_world()


@pytest.fixture
def page(browser: Browser, world: FakeWorld) -> Iterator[Page]:
    """The page of photographs of a report."""
    if not LIB.exists():
        pytest.skip("the pages' libraries are not fetched: tools/front_end.sh")
    with served(world) as address:
        context = window(browser, PHONE, "en")
        page = context.new_page()
        sign_in(page, address, PHONE_NO)
        page.goto(address + "/report")
        for slug, fields in ANSWERS_A.items():
            if slug == "photos":
                break
            answer(page, fields)
        yield page
        context.close()


def photograph() -> FilePayload:
    """Some megabytes, larger than the phone would send, taken with the phone on its side."""
    noise = Image.frombytes("RGB", (3000, 900), os.urandom(3000 * 900 * 3))
    content = io.BytesIO()
    noise.save(content, "JPEG", quality=92, exif=exif_block(taken=TAKEN, orientation=6))
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def check_what_was_sent(content: bytes) -> None:
    """Smaller and upright, with the camera's own note of when it was taken."""
    original = Image.open(io.BytesIO(content))
    assert original.size == (768, 2560)
    exif = original.getexif()
    assert exif[0x0112] == 1
    assert exif.get_ifd(0x8769)[0x9003] == TAKEN


def test_a_photo_cut_in_the_middle_goes_on_after_a_reload_and_arrives_once(
    page: Page, world: FakeWorld
) -> None:
    sent: list[int] = []

    def cut_after_two(route: Route, request: Request) -> None:
        if request.method == "PATCH":
            if len(sent) >= 2:
                route.abort("internetdisconnected")
                return
            sent.append(int(request.headers["upload-offset"]))
        route.continue_()

    page.route(re.compile("/uploads"), cut_after_two)
    page.set_input_files("form[data-shot=contact] input[type=file]", photograph())
    thumb = page.locator("form[data-shot=contact] .thumb")
    expect(thumb.locator(".thumb-state")).to_contain_text("No connection")
    (upload,) = world.uploads.kept.values()
    assert 0 < upload.offset_bytes < upload.length_bytes

    page.unroute(re.compile("/uploads"))
    page.on(
        "request",
        lambda request: (
            sent.append(int(request.headers["upload-offset"]))
            if request.method == "PATCH"
            else None
        ),
    )
    page.reload()
    expect(thumb.locator(".thumb-state")).to_contain_text("Arrived")
    assert sent == sorted(set(sent))  # no piece went twice
    (whole,) = world.uploads.kept.values()
    assert whole.id == upload.id
    assert whole.facts is not None

    check_what_was_sent(world.spool.originals[whole.id])

    page.reload()
    expect(thumb).to_have_count(1)
    page.click("button[form=go-on]")
    expect(page.locator("h1")).to_contain_text("In your own words")
