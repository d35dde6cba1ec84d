"""One accident from the roadside to the higher unit's conclusion, in five browsers.

Two phones, an officer and two reviewers, in Chinese and English by turns. What workers would
do in between, measuring and drawing up, is put into the world by hand.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from accident_service.casefile.party_tracks import PartyTracks
from accident_service.quantities.identifiers import CaseId
from tests.browser.everybody import PHONE_A, PHONE_B, Story, photograph, waited_for
from tests.browser.served import PHONE, served
from tests.browser.staged import analysed, staged_world
from tests.browser.staged_after import staffed
from tests.browser.walk import SEND, answer, prove_phone, send
from tests.casework.after_decision import Desk
from tests.fakes import examples
from tests.fakes.measured import proposal
from tests.web.visit import ANSWERS_A, ANSWERS_B

pytestmark = pytest.mark.browser
CODE = "135790"
UPLOADS = re.compile("/uploads")
SHARED_BUT_WEATHER = {
    "said_place": "yes",
    "said_time": "yes",
    "said_weather": "no",
    "own_weather": "rain",
    "said_vehicle": "yes",
    "any_applies": "no",
}


@pytest.fixture
def story(browser: Browser) -> Iterator[Story]:
    world = staged_world()
    staffed(world)
    with served(world) as address:
        yield Story(browser, world, address)


def test_one_accident_from_the_roadside_to_the_review(story: Story) -> None:
    first, second = story.opens(PHONE, "zh"), story.opens(PHONE, "en")
    filed(story, first)
    joined(story, second, first.locator(".invite-link a").get_attribute("href") or "")
    first.reload()
    story.look(first, "both-accounts")
    expect(first.locator(".words")).to_have_text(ANSWERS_B["words"]["words"])
    measured(story)
    decided(story, story.officer("officer", "en"))
    differs(story, first)
    applied(story, second)
    reviewed(story)
    for page, words in ((first, "维持原文书"), (second, "Upheld")):
        page.goto(f"{story.address}/case/{story.case().tracking_code}")
        expect(page.locator("#ways")).to_contain_text(words)
        story.look(page, f"concluded-{words}")
    assert not story.faults


def filed(story: Story, page: Page) -> None:
    """Driver A reports, with two photographs, one on a line that breaks."""
    page.goto(story.address)
    send(page, ".front-answers .button:not(.stop)")
    send(page, ".first-go .button")
    prove_phone(page, PHONE_A)
    for slug, fields in ANSWERS_A.items():
        if slug == "photos":
            photographed(story, page)
        else:
            answer(page, fields)
    expect(page.locator(".summary")).to_contain_text("2张")
    page.dblclick(SEND)
    expect(page.locator(".arrived")).to_have_text("您的报案已收到。")
    expect(page.locator(".leave")).to_be_visible()
    assert len(story.case().photos) == 2
    story.look(page, "filed")


def photographed(story: Story, page: Page) -> None:
    """One photograph arrives; the other is cut, and goes on from the next page."""
    page.set_input_files("form[data-shot=front] input[type=file]", photograph(300))
    state = page.locator("form[data-shot=front] .thumb-state")
    expect(state).to_have_text("已收到")
    pieces: list[str] = []

    def cut_after_one(route: Route) -> None:
        if route.request.method == "PATCH":
            if pieces:
                route.abort("internetdisconnected")
                return
            pieces.append(route.request.url)
        route.continue_()

    page.route(UPLOADS, cut_after_one)
    page.set_input_files("form[data-shot=contact] input[type=file]", photograph(2000))
    expect(page.locator("form[data-shot=contact] .thumb-state")).to_contain_text("没有网络")
    (cut,) = (one for one in story.world.uploads.kept.values() if one.facts is None)
    assert 0 < cut.offset_bytes < cut.length_bytes
    story.look(page, "photos-with-one-cut")
    page.unroute(UPLOADS)
    send(page, "button[form=go-on]")
    waited_for(lambda: story.world.uploads.kept[cut.id].facts is not None)


def joined(story: Story, page: Page, invite: str) -> None:
    """Driver B comes by the link, contradicts the weather and tells a story of their own."""
    page.goto(invite)
    send(page, "main .button")
    prove_phone(page, PHONE_B)
    for name, value in SHARED_BUT_WEATHER.items():
        if name == "own_weather":
            page.select_option(f"[name={name}]", value)
        else:
            page.check(f"[name={name}][value={value}]")
    story.look(page, "shared-with-one-contradicted")
    send(page)
    for slug, fields in ANSWERS_B.items():
        if slug != "shared":
            answer(page, fields)
    story.look(page, "account-check")
    send(page)
    expect(page.locator(".arrived")).to_have_text("We have your account.")
    expect(page.locator("main")).to_contain_text(ANSWERS_A["words"]["words"])
    story.look(page, "account-given")


def measured(story: Story) -> None:
    """What the workers find out of the recording."""
    analyses = analysed(story.world, story.case()).analyses
    matched = PartyTracks(
        track_a=examples.TRACK_A, track_b=examples.TRACK_B, matched_by="statements"
    )
    case_id = CaseId(story.case().id)
    with story.world.ledger.transaction() as work:
        for attempt in story.world.ledger.waiting():
            lease = work.steps.begin(attempt.id)
            if lease:
                work.steps.finish(lease)
        case = work.cases.load(case_id)
        case = case.with_clip_requests(examples.SITE, (examples.clip_request(),))
        case = case.with_clips((examples.sealed_clip(),)).with_analyses(analyses)
        work.cases.save(case.with_party_tracks(matched).with_proposal(proposal()))


def decided(story: Story, page: Page) -> None:
    """The officer sees both accounts and where they part, and signs by the device's code."""
    case = story.case()
    page.goto(f"{story.address}/officer/case/{case.id}")
    expect(page.locator("main")).to_contain_text(ANSWERS_B["words"]["words"])
    expect(page.locator(".apart").first).to_contain_text("rain")
    story.look(page, "officer-with-two-accounts")
    send(page, "#f-kind button")
    page.fill("[name=code]", CODE)
    send(page, ".sign button[type=submit]")
    expect(page.locator(".chip.stage-decided")).to_be_visible()
    Desk(story.world, CaseId(case.id)).issue()
    page.context.close()


def differs(story: Story, page: Page) -> None:
    """Driver A, with nothing to pay, reads why, still says one thing differently, and rates."""
    page.reload()
    expect(page.locator(".outcome")).to_be_visible()
    send(page, ".points .differ >> nth=0")
    page.fill("textarea", "当时我已经起步，行车记录仪可以证明。")
    send(page)
    expect(page.locator(".differences")).to_contain_text("行车记录仪")
    page.check("[name=mark][value='4']", force=True)
    send(page, "#rating button[type=submit]")
    expect(page.locator("#rating")).to_contain_text("4")
    story.look(page, "differed-and-rated")


def applied(story: Story, page: Page) -> None:
    """Driver B, who bears it all, confirms the receipt and applies for review."""
    page.reload()
    expect(page.locator(".grades .mine")).to_contain_text("full responsibility")
    send(page, "[aria-labelledby=received] form button")
    send(page, "#ways a[href*='/review/request']")
    for words in ("撤销原认定，重新认定责任。", "前车无故急停。", "行车记录仪录像。"):
        page.fill("textarea", words)
        send(page)
    story.look(page, "review-check")
    send(page)
    expect(page.locator("#ways")).to_contain_text("You applied on")


def reviewed(story: Story) -> None:
    """The file goes up; two of the higher unit examine it, and both sign."""
    case = story.case().id
    page = story.officer("officer", "zh")
    page.goto(f"{story.address}/officer/case/{case}")
    send(page, "form[action$='review-forwarded'] button")
    page.context.close()
    page = story.officer("reviewer", "en")
    page.goto(f"{story.address}/officer/review/{case}")
    page.check("[name=outcome][value=uphold]")
    page.fill("[name=findings]", "经调取录像并核对测量结果，原认定事实清楚、责任划分适当。")
    page.fill("form[action$='findings'] [name=code]", CODE)
    send(page, "form[action$='findings'] button")
    story.look(page, "first-signature")
    page.context.close()
    page = story.officer("second-reviewer", "zh")
    page.goto(f"{story.address}/officer/review/{case}")
    page.fill(".decision > form [name=code]", CODE)
    send(page, ".decision > form button")
    story.look(page, "second-signature")
    page.context.close()
