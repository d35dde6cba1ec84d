"""The survey tool in a browser: a mark clicked in the picture and on the plan is judged at once."""

import pytest
from playwright.sync_api import expect, sync_playwright

from accident_service.casefile.roles import Role
from tests.browser.served import CHROMIUM, DESK, launch, served, window
from tests.browser.walk import enter_desk
from tests.fakes import examples
from tests.fakes.surveyed import KEY, street_survey, street_world

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def test_marks_are_clicked_nudged_and_judged() -> None:

    world = street_world(survey=street_survey(marks=8))
    world.officers.grant(examples.officer().id, Role.OFFICER, Role.SURVEYOR)
    with served(world) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = window(browser, DESK, "en").new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        enter_desk(page, address)
        page.goto(f"{address}/officer/cameras/{KEY.site}/{KEY.camera}")
        rows = page.locator("[data-rows] tr")
        picture, plan = page.locator("[data-picture]"), page.locator("[data-plan]")
        page.wait_for_selector(".error-cells", timeout=30_000)
        expect(rows).to_have_count(8)

        picture.click(position={"x": 300, "y": 60})
        expect(rows).to_have_count(9)
        plan.click(position={"x": 60, "y": 60})
        expect(rows).to_have_count(9)  # the same mark: it had no place on the road yet
        page.wait_for_selector("[data-rows] tr:nth-child(9).is-wrong", timeout=30_000)
        page.click("[data-remove]")
        expect(rows).to_have_count(8)

        x_px = page.locator("[name=pixel_x_px]").nth(2)
        before = float(x_px.input_value())
        page.locator("[data-marks] [data-row='2']").focus()
        page.keyboard.press("ArrowRight")
        assert float(x_px.input_value()) == pytest.approx(before + 0.25, abs=0.006)
        page.wait_for_selector(
            '[data-told]:text-matches("[0-9] m")', state="attached", timeout=30_000
        )
        assert faults == []
        browser.close()
