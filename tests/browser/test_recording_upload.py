"""A recording handed in from a phone with a poor line: it goes on where it was cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from accident_service.web import assets
from tests.browser.served import PHONE, served, window
from tests.browser.walk import sign_in
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.recordings import VIDEO

pytestmark = pytest.mark.browser
CASE = examples.proposed_case()
LIB = Path(assets.__file__).parent / "static/lib/tus/tus.min.js"
RECORDING = VIDEO + b"." * 6_000_000  # two pieces
FILE: FilePayload = {"name": "dash.mp4", "mimeType": "video/mp4", "buffer": RECORDING}


@pytest.fixture(scope="module")
def world() -> FakeWorld:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(CASE)
    return world


@pytest.fixture
def page(browser: Browser, world: FakeWorld) -> Iterator[Page]:
    if not LIB.exists():
        pytest.skip("the pages' libraries are not fetched: tools/front_end.sh")
    with served(world) as address:
        page = window(browser, PHONE, "en").new_page()
        sign_in(page, address, examples.PHONE_A)
        page.goto(f"{address}/case/{CASE.tracking_code}/recordings")
        yield page
        page.context.close()


def test_it_arrives_whole_over_a_line_that_is_cut_and_needs_the_word(
    page: Page, world: FakeWorld
) -> None:
    pieces = []

    def cut_once(route: Route) -> None:
        pieces.append(route.request.headers["upload-offset"])
        if len(pieces) == 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(
        "**/recording-uploads/*",
        lambda route: cut_once(route) if route.request.method == "PATCH" else route.continue_(),
    )
    form = page.locator("[data-recording]")
    hand_in = form.get_by_role("button", name="Hand it in")
    form.evaluate("(one) => { one.noValidate = true; }")
    hand_in.click()
    expect(form.get_by_role("status")).to_have_text("Choose a recording first.")
    form.locator("input[type=file]").set_input_files(FILE)
    hand_in.click()
    expect(form.get_by_role("status")).to_contain_text("Tick the box")

    form.locator("[name=consent]").check()
    hand_in.click()

    expect(page.get_by_role("heading", name="Handed in by you")).to_be_visible(timeout=20_000)
    assert pieces[0] == "0"
    assert pieces[1] == pieces[2] == str(4 * 2**20)
    with world.ledger.reading() as work:
        (recording,) = work.cases.load(CASE.id).own_recordings
    assert world.blobs.open(recording.original) == RECORDING
