"""The desk's finer states: what is open, close up, late, missing or long."""

import io
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageDraw
from playwright.sync_api import Page, Route, expect

from tests.browser.walk import enter_desk, leave, prove_device, send, sign_in
from tests.fakes import examples

CASE = "/officer/case/case-3"
SIZE_PX = (1280, 720)


def desk_states(page: Page, address: str) -> Iterator[str]:
    """Each state of the queue and of the review, shown when its name is yielded."""
    enter_desk(page, address)
    give_pictures(page)
    for part in (_queue, _bench, _bench_in_trouble, _unfolded, _anothers):
        yield from part(page, address)
    page.unroute_all()
    leave(page)
    sign_in(page, address, examples.PHONE_B)
    page.goto(f"{address}/case/BCDF0009")
    yield "case-long"
    page.context.clear_cookies()


def give_pictures(page: Page) -> None:
    """Answer for the server that cuts frames."""

    def cut(route: Route) -> None:
        route.fulfill(body=still(), content_type="image/jpeg", headers={"X-Frame-Sha256": "ab"})

    page.route("**/frame/**", cut)
    page.route("**/recording/**/*.jpg", cut)


@cache
def still() -> bytes:
    """A street as the server would cut it out of a clip: a road, two cars, a clock burnt in."""
    picture = Image.new("RGB", SIZE_PX, (120, 132, 140))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(380, 250), (900, 250), (1280, 720), (0, 720)], fill=(78, 82, 88))
    for top in range(260, 720, 70):
        pen.line((640, top, 640, top + 35), fill=(228, 228, 228), width=6)
    pen.rounded_rectangle((660, 330, 780, 410), 16, fill=(196, 198, 204))
    pen.rounded_rectangle((665, 405, 800, 500), 16, fill=(150, 40, 34))
    pen.text((24, 20), "2026-03-02 12:00:01", fill=(255, 255, 255), font_size=24)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def _queue(page: Page, address: str) -> Iterator[str]:
    page.goto(address + "/officer/?q=CD067")
    yield "officer-queue-found"
    page.goto(address + "/officer/")
    page.locator(".filters summary").click()
    page.locator("details.keys summary").click()
    yield "officer-queue-unfolded"


def _bench(page: Page, address: str) -> Iterator[str]:
    _open_bench(page, address)
    yield "officer-bench"
    for key, shown in (("z", "close"), ("<", "before"), ("w", "whole"), ("?", "keys")):
        page.keyboard.press(key)
        page.wait_for_timeout(100)  # the figures follow with the next frame of the screen
        yield f"officer-bench-{shown}"


def _bench_in_trouble(page: Page, address: str) -> Iterator[str]:
    page.goto(address + CASE)
    page.evaluate("document.querySelector('#bench').dataset.state = 'loading'")
    yield "officer-bench-loading"
    page.route("**/review.json", lambda route: route.fulfill(status=500))
    page.goto(address + CASE)
    expect(page.locator(".bench-failed")).to_be_visible()
    yield "officer-bench-failed"
    page.unroute("**/review.json")
    page.route("**/frame/**", lambda route: route.fulfill(status=503))
    page.goto(address + CASE)
    expect(page.locator("[data-problem]").first).to_be_visible()
    yield "officer-bench-no-frame"
    page.unroute("**/frame/**")
    give_pictures(page)


def _unfolded(page: Page, address: str) -> Iterator[str]:
    _open_bench(page, address)
    page.evaluate(
        "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    yield "officer-case-unfolded"
    page.goto(f"{address}/officer/case/case-9")
    yield "officer-case-long"
    page.goto(f"{address}/officer/case/case-3/recording/{'a' * 32}?picture=1")
    yield "officer-recording"


def _anothers(page: Page, address: str) -> Iterator[str]:
    """A colleague has it in hand."""
    page.goto(address + CASE)
    send(page, ".hand form >> nth=0 >> button")
    yield "officer-case-mine"
    page.context.clear_cookies()
    page.goto(address + "/officer/sign-in")
    prove_device(page, "newcomer")
    page.goto(address + CASE)
    yield "officer-case-anothers"
    page.goto(address + "/officer/")
    yield "officer-queue-anothers"


def _open_bench(page: Page, address: str) -> None:
    page.goto(address + CASE)
    expect(page.locator("#bench")).to_have_attribute("data-state", "ready")
