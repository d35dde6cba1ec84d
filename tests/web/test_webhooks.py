"""An administrator sees how insurers' receivers do, and may switch one off and on."""

from dataclasses import replace

from flask import render_template

from accident_service.casefile.roles import Role
from accident_service.casework.webhook_records import DisabledWhy
from accident_service.quantities.identifiers import InsurerId
from tests.browser.staged_house import staged_house
from tests.fakes.casework import FakeWorld
from tests.web.test_admin import at_desk, house
from tests.web.visit import app_on

HERE = "/officer/admin/webhooks"


def test_every_receiver_is_listed_with_its_health() -> None:
    page = at_desk(staged_house(), *Role).read(HERE)
    assert "PICC Property and Casualty" in page
    assert "failed 3 times in a row" in page
    assert "it is gone (410)" in page


def test_without_any_the_page_says_how_they_come() -> None:
    assert "They do so over the API" in at_desk(house(FakeWorld())).read(HERE)


def test_the_log_tells_what_became_of_each_and_shows_no_secret() -> None:
    page = at_desk(staged_house(), *Role).read(f"{HERE}/whe_picc")
    for told in ("2203020001-2026-000001", "on its way", "given up", "delivered", "timed out"):
        assert told in page
    assert "whsec_" not in page


def test_it_is_switched_off_and_on_again_on_record() -> None:
    world = staged_house()
    desk, one = at_desk(world, *Role), f"{HERE}/whe_picc"
    assert desk.post(f"{one}/active", {"active": "no"}, page=one).status_code == 303
    endpoints = world.ledger.tables.webhooks.endpoints
    assert endpoints["whe_picc"].disabled_why is DisabledWhy.BY_ADMINISTRATOR
    assert "switched off here" in desk.read(one)
    assert desk.post(f"{one}/active", {"active": "yes"}, page=one).status_code == 303
    assert world.ledger.tables.webhooks.endpoints["whe_picc"].disabled_why is None
    verbs = [entry.act.verb for entry in world.ledger.tables.audit]
    assert [one for one in verbs if "webhook" in one] == ["disable-webhook", "enable-webhook"]


def test_an_insurer_nobody_knows_is_shown_by_its_id() -> None:
    world = staged_house()
    kept = world.ledger.tables.webhooks.endpoints
    kept["whe_picc"] = replace(kept["whe_picc"], insurer=InsurerId("insurer-new"))
    assert "insurer-new" in at_desk(world, *Role).read(HERE)


def test_one_that_is_not_there_is_not_found() -> None:
    assert at_desk(house(FakeWorld())).get(f"{HERE}/whe_nobody").status_code == 404


def test_the_guide_s_part_stands_by_itself_and_shows_its_example_as_it_is() -> None:
    app = app_on(FakeWorld())
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        page = render_template("docs/webhooks.html", origin="https://accident.example")
    assert "WebhookVerificationError" in page
    assert "os.environ[&#34;WEBHOOK_SECRETS&#34;]" in page
    assert "https://accident.example/v1/determinations/" in page
