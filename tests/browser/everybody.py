"""Everybody of one accident, each with a browser of their own, and what their pages got wrong."""

import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize

from accident_service.casefile.case import Case
from accident_service.quantities.identifiers import CaseId
from tests.browser import axe
from tests.browser.looking import faults_of
from tests.browser.served import DESK, window
from tests.browser.walk_after import enter
from tests.fakes.casework import FakeWorld

PHONE_A, PHONE_B = "13900000061", "13900000062"


@dataclass(slots=True)
class Story:
    """Everybody's browser on one world, and what was wrong with the pages they saw."""

    browser: Browser
    world: FakeWorld
    address: str
    faults: dict[str, list[str]] = field(default_factory=dict)

    def opens(self, size: ViewportSize, language: str) -> Page:
        """A browser of somebody's own."""
        return window(self.browser, size, language).new_page()

    def officer(self, user_name: str, language: str) -> Page:
        """The desk of an officer who has signed in."""
        page = self.opens(DESK, language)
        enter(page, self.address, user_name)
        return page

    def look(self, page: Page, shown: str) -> None:
        """Note what a reader would complain of."""
        found = faults_of(page, touched="/officer/" not in page.url)
        if axe.is_here():
            found += axe.violations_of(page)
        if found:
            self.faults[shown] = found

    def case(self) -> Case:
        """The one case of driver A as it is kept now."""
        with self.world.ledger.reading() as work:
            (case,) = work.cases.of_phone(PHONE_A)
            return work.cases.load(CaseId(case.id))


def photograph(width_px: int) -> FilePayload:
    """Noise, which no compression makes small."""
    noise = Image.frombytes("RGB", (width_px, 700), os.urandom(width_px * 700 * 3))
    content = io.BytesIO()
    noise.save(content, "JPEG", quality=90)
    return {"name": f"IMG_{width_px}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def waited_for(there: Callable[[], bool]) -> None:
    """Until something outside the page is so; ten seconds at most."""
    for _ in range(200):
        if there():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")
