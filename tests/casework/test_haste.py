from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casework.haste import HEAD_START, Haste, haste_of
from accident_service.casework.ports import Step
from accident_service.footage.camera import CameraNetwork
from tests.fakes import examples

NETWORK = CameraNetwork.TRAFFIC  # which keeps its recordings for a while


def filed_after(case: Case, waited: timedelta) -> Case:
    report = replace(case.report, filed_at=case.report.occurred_at + waited)
    return replace(case, report=report)


def test_the_greatest_haste_has_the_longest_start() -> None:
    assert list(HEAD_START) == list(Haste)
    assert sorted(HEAD_START.values(), reverse=True) == list(HEAD_START.values())
    assert HEAD_START[Haste.ORDINARY] == timedelta(0)


def test_people_at_the_scene_come_before_everything() -> None:
    assert haste_of(examples.reported_case(), Step.HAND_OVER) is Haste.PEOPLE_WAIT


def test_a_recording_that_is_soon_overwritten_is_fetched_before_one_that_is_kept() -> None:
    kept = filed_after(examples.case_with_clip_requests(), timedelta(hours=20))
    request = replace(kept.clip_requests[0], network=NETWORK)
    filed_at = kept.report.filed_at
    far = replace(request, kept_until_at=filed_at + timedelta(days=29))
    near = replace(request, kept_until_at=filed_at + timedelta(hours=1))

    assert haste_of(replace(kept, clip_requests=(far,)), Step.FETCH_CLIPS) is Haste.ORDINARY
    assert haste_of(replace(kept, clip_requests=(near,)), Step.FETCH_CLIPS) is Haste.FOOTAGE_GOES


def test_parties_who_report_from_the_roadside_come_before_those_who_report_at_home() -> None:
    case = examples.case_with_clips()

    soon = filed_after(case, timedelta(minutes=12))
    late = filed_after(case, timedelta(hours=20))

    assert haste_of(soon, Step.RECONSTRUCT) is Haste.AT_ROADSIDE
    assert haste_of(late, Step.RECONSTRUCT) is Haste.ORDINARY
    assert haste_of(examples.decided_case(), Step.ISSUE_DETERMINATION) is Haste.ORDINARY


def test_what_is_measured_does_not_wait_behind_all_that_is_not() -> None:
    measured = filed_after(examples.case_with_clips(), timedelta(hours=8))
    waiting_since_morning = filed_after(measured, timedelta(minutes=1))

    haste = haste_of(measured, Step.PROPOSE)

    assert haste is Haste.NEARLY_THERE
    assert HEAD_START[haste] > HEAD_START[haste_of(waiting_since_morning, Step.RECONSTRUCT)]


def test_pictures_and_copies_let_documents_go_first() -> None:
    case = examples.decided_case()

    assert haste_of(case, Step.MAKE_PARTY_PICTURES) is Haste.CAN_WAIT
    assert haste_of(case, Step.DISCLOSE) is Haste.CAN_WAIT
