"""The officer's desk: queue, one case, whose vehicle is whose, and the decision."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.liability.grade import Grade
from tests.browser.staged import FILM_BYTES
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on, case_of


def decide(visitor: Visitor, number: int, version: int, **fields: str) -> int:
    address = f"/officer/case/case-{number}"
    posted = {"seen_version": str(version), **fields}
    return visitor.decide(address, posted, page=address).status_code


def test_the_queue_begins_with_what_waits(officer: Visitor) -> None:
    page = officer.read("/officer/")

    assert "A: none · B: full" in page
    assert "No camera recorded the place at that time." in page
    assert "Cannot be told from the footage" in page
    assert "吉CD06789" in page
    assert "BCDF0005" not in page
    assert "BCDF0005" in officer.read("/officer/?show=determined")


def test_long_queues_come_in_pages(officer: Visitor) -> None:
    assert "Nothing here." in officer.read("/officer/?show=waiting&page=2")


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_case_of_every_stage_has_its_page(world: FakeWorld, number: int, language: str) -> None:
    officer = Visitor(app_on(world), language)
    officer.sign_in_as_officer()

    assert "SHA-256" in officer.read(f"/officer/case/case-{number}") or number in (1, 6)


def test_a_case_whose_other_driver_has_not_joined_has_its_page(world: FakeWorld) -> None:
    case = examples.proposed_case("9")
    only_a = (examples.party_a(),)
    with world.ledger.transaction() as work:
        work.cases.add(replace(case, parties=only_a, statements=case.statements[:1]))
    visitor = Visitor(app_on(world), language="en")
    visitor.sign_in_as_officer()

    page = visitor.read("/officer/case/case-9")

    assert "Party B" in page
    answer = decide(visitor, 9, case.version, kind="confirm")
    assert answer == 422


def test_the_case_shows_what_the_proposal_rests_on(officer: Visitor) -> None:
    page = officer.read("/officer/case/case-3")

    for said in (
        "did not keep a safe distance from party A's vehicle ahead",
        "Keep a safe distance",
        "vehicle was not reversing",
        "19.8 – 22.0 km/h",
        "video: rear",
        "甲某",
        "00112233445566770011223344556677",
        "fast by 1.4 ± 0.4 s",
        "Numbers it turns on (1)",
        "slower than this cannot be told from standing",
        "no legal source: an engineering choice",
        "(national 2026.1)",
    ):
        assert said in page, said


def test_facts_are_folded_by_what_is_known_of_them(officer: Visitor) -> None:
    page = officer.read("/officer/case/case-3")

    assert "Facts established (2)" in page
    assert "Facts excluded" not in page
    assert "Worked out" in page
    assert "σ" not in page


def test_the_clock_a_recording_was_kept_by_is_shown_with_its_doubt(officer: Visitor) -> None:
    page = officer.read("/officer/case/case-3")

    assert "kept by the clock in the picture" in page
    assert "off by 0.2 %" in page
    assert "12:27:16.98 ± 0.02 s" in page
    assert "2520 of 3000 are new, 480 repeated" in page
    assert "2 scenes; only the one from 4.04 s to 120.00 s was measured" in page


def test_confirming_decides_and_asks_for_the_document(world: FakeWorld, officer: Visitor) -> None:
    version = case_of(world, 3).version

    assert decide(officer, 3, version, kind="confirm") == 303
    decided = case_of(world, 3)
    assert decided.stage is Stage.DECIDED
    assert decided.decision is not None
    assert decided.decision.kind is DecisionKind.CONFIRM
    world.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    assert "being drawn up" in officer.read("/officer/case/case-3")


def test_ones_own_second_click_is_harmless(world: FakeWorld, officer: Visitor) -> None:
    version = case_of(world, 3).version

    assert decide(officer, 3, version, kind="confirm") == 303
    assert decide(officer, 3, version, kind="confirm") == 303
    assert len(world.ledger.waiting()) == 1


def test_a_time_reported_otherwise_than_recorded_is_pointed_out(
    world: FakeWorld, officer: Visitor
) -> None:
    address, told = "/officer/case/case-3", "reported; 11:59 in the recording"
    assert told not in officer.read(address)

    case = case_of(world, 3)
    late = replace(case.report, occurred_at=case.report.occurred_at + timedelta(minutes=10))
    with world.ledger.transaction() as work:
        work.cases.save(replace(case, version=case.version + 1, report=late))

    assert told in officer.read(address)


def test_a_case_that_changed_since_the_officer_looked_is_not_decided(
    world: FakeWorld, officer: Visitor
) -> None:
    assert decide(officer, 3, case_of(world, 3).version - 1, kind="confirm") == 409
    assert case_of(world, 3).decision is None


def test_an_amendment_needs_grades_an_article_and_a_reason_and_keeps_what_was_typed(
    world: FakeWorld, officer: Visitor
) -> None:
    version = case_of(world, 3).version
    address = "/officer/case/case-3"
    incomplete = {"kind": "amend", "seen_version": str(version), "reason": "too short"}
    page = officer.decide(address, incomplete, page=address)

    assert page.status_code == 422
    assert 'href="#f-provisions"' in page.text
    assert 'href="#f-grade_A"' in page.text
    assert "too short</textarea>" in page.text


def test_an_unlawful_division_is_refused_with_what_the_law_knows(
    world: FakeWorld, officer: Visitor
) -> None:
    fields = {
        "kind": "amend",
        "grade_A": "full",
        "grade_B": "equal",
        "provisions": "RTSL-43",
        "reason": "A braked without cause.",
    }
    assert decide(officer, 3, case_of(world, 3).version, **fields) == 422


def test_an_amendment_in_order_counts(world: FakeWorld, officer: Visitor) -> None:
    fields = {
        "kind": "amend",
        "grade_A": "equal",
        "grade_B": "equal",
        "provisions": "RTSL-43",
        "reason": "Both moved off at the same moment.",
    }

    assert decide(officer, 3, case_of(world, 3).version, **fields) == 303
    assert case_of(world, 3).decision is None, "a firm proposal is not amended by one officer"
    pending = case_of(world, 3).pending_decision
    assert pending is not None
    assert {one.grade for one in pending.decision.grades} == {Grade.EQUAL}


def test_a_referral_needs_a_reason(world: FakeWorld, officer: Visitor) -> None:
    version = case_of(world, 6).version

    assert decide(officer, 6, version, kind="refer", reason="") == 422
    assert decide(officer, 6, version, kind="refer", reason="没有录像，需到现场勘查处理。") == 303
    assert case_of(world, 6).stage is Stage.REFERRED


def test_an_abstention_cannot_be_confirmed(world: FakeWorld, officer: Visitor) -> None:
    assert "There is no proposal to confirm." in officer.read("/officer/case/case-8")
    assert decide(officer, 8, case_of(world, 8).version, kind="confirm") == 422


def test_the_officer_says_whose_vehicle_is_whose(world: FakeWorld, officer: Visitor) -> None:
    version = case_of(world, 8).version
    address = "/officer/case/case-8"
    nothing = officer.post(f"{address}/tracks", {"seen_version": str(version)}, page=address)
    chosen = {"seen_version": str(version), "track_a": "V2"}
    response = officer.post(f"{address}/tracks", chosen, page=address)

    assert nothing.status_code == 422
    assert response.status_code == 303
    matched = case_of(world, 8).party_tracks
    assert matched is not None
    assert matched.track_a == "V2"


def test_opening_a_case_is_on_record(world: FakeWorld, officer: Visitor) -> None:
    officer.read("/officer/case/case-3")
    with world.ledger.reading() as work:
        (entry,) = work.audit.of_case(case_of(world, 3).id)

    assert (entry.act.actor, entry.act.verb) == ("officer:officer-1", "view-case")


def test_a_film_is_handed_out_in_the_parts_a_browser_asks_for(officer: Visitor) -> None:
    address = "/officer/case/case-3/exhibit/camera-film.mp4"
    part = officer.client.get(address, headers={"Range": "bytes=2-4"})

    assert address in officer.read("/officer/case/case-3")
    assert (part.status_code, part.data) == (206, FILM_BYTES[2:5])
    assert part.headers["Content-Range"] == "bytes 2-4/10"


def test_what_a_vehicle_looks_like_is_a_hint_beside_the_choice(officer: Visitor) -> None:
    page = officer.read("/officer/case/case-3")

    assert "looks red" in page
    assert "plate read as 吉CD06789 in 60 % of tries: a hint only" in page
    assert "like B's: another colour, plate 100 % alike" in page


def test_looking_at_a_picture_is_on_record(officer: Visitor) -> None:
    response = officer.get("/officer/case/case-3/exhibit/still-2.svg")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "viewed an exhibit" in officer.read("/officer/case/case-3")


def test_the_document_can_be_fetched_once_issued(officer: Visitor) -> None:
    assert officer.get("/officer/case/case-5/determination.pdf").data.startswith(b"%PDF")
    assert officer.get("/officer/case/case-3/determination.pdf").status_code == 404
