"""The way through the cameras and the survey tool, for tests and for photographs."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.walk import enter_desk
from tests.fakes.surveyed import KEY


def cameras(page: Page, address: str) -> Iterator[str]:
    """The list with its map, one camera's survey, what no camera sees; for a surveyor."""
    enter_desk(page, address)
    for path, shown in (
        ("/officer/cameras/", "list"),
        (f"/officer/cameras/{KEY.site}/{KEY.camera}", "survey"),
        ("/officer/cameras/coverage", "coverage"),
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        yield f"officer-cameras-{shown}"
