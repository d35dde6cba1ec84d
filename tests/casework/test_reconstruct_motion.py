"""Step 3: every clip is measured; a clip that cannot be read is a result, not a failure."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casefile.stage import Stage
from accident_service.casework.join_case import JoinCase
from accident_service.casework.ports import ProgressSink, Step
from accident_service.casework.reconstruct_motion import ReconstructMotion
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import BlobStoreUnavailable, ClipUnreadable
from accident_service.quantities.identifiers import ClipId
from tests.casework.workshop import Meanwhile, Workshop
from tests.fakes import examples

FIRST, SECOND = examples.sealed_clip().id, ClipId("south-mast-8899")
MATCHED = PartyTracks(track_a=examples.TRACK_A, track_b=examples.TRACK_B, matched_by="statements")


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def case_with_two_clips() -> Case:
    clips = (examples.sealed_clip(), replace(examples.sealed_clip(), id=SECOND))
    return examples.case_with_clip_requests().with_clips(clips)


def test_every_clip_is_analysed_in_order_of_rank(shop: Workshop) -> None:
    before = case_with_two_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    case = shop.case(before.id)
    assert case.stage is Stage.RECONSTRUCTED
    assert [record.clip for record in case.analyses] == [FIRST, SECOND]
    assert shop.ledger.only_waiting(Step.PROPOSE)


def test_the_reporter_is_matched_to_the_side_they_described(shop: Workshop) -> None:
    before = examples.case_with_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    assert shop.case(before.id).party_tracks == MATCHED


def test_one_readable_clip_is_enough(shop: Workshop) -> None:
    shop.analyst.failures = {FIRST: ClipUnreadable("87 of 500 frames")}
    before = case_with_two_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    assert [record.clip for record in shop.case(before.id).analyses] == [SECOND]


def test_the_clip_that_shows_the_contact_is_the_primary_one(shop: Workshop) -> None:
    shop.analyst.empty = frozenset({FIRST})
    before = case_with_two_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    primary = shop.case(before.id).primary_analysis
    assert primary is not None
    assert primary.clip == SECOND


def test_without_a_readable_clip_an_officer_hears_why_of_each(shop: Workshop) -> None:
    shop.analyst.failures = {
        FIRST: ClipUnreadable("87 of 500 frames"),
        SECOND: ClipUnreadable("no key frame"),
    }
    before = case_with_two_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    case = shop.case(before.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "clip-unreadable")
    assert case.evidence_gap_detail == "87 of 500 frames; no key frame"
    assert case.party_tracks is None


def test_a_failure_outside_is_tried_again(shop: Workshop) -> None:
    shop.analyst.failures = {FIRST: BlobStoreUnavailable("disk full")}
    before = examples.case_with_clips()
    shop.reconstruct()(shop.put(before, Step.RECONSTRUCT))
    shop.analyst.failures = {}
    shop.reconstruct()(shop.ledger.only_waiting(Step.RECONSTRUCT))
    assert shop.case(before.id).stage is Stage.RECONSTRUCTED


def test_progress_runs_over_all_clips(shop: Workshop) -> None:
    shares: list[float] = []

    def noting(case: Case, on_progress: ProgressSink) -> CaseChange:
        def note(share_done: float) -> None:
            shares.append(share_done)
            on_progress(share_done)

        return ReconstructMotion(shop.sites, shop.analyst)(case, note)

    attempt = shop.put(case_with_two_clips(), Step.RECONSTRUCT)
    shop.worker_step(Step.RECONSTRUCT, Stage.CLIPS_FETCHED, Step.PROPOSE, noting)(attempt)
    assert shares == [0.25, 0.5, 0.75, 1.0]


def test_running_it_twice_analyses_once(shop: Workshop) -> None:
    attempt = shop.put(examples.case_with_clips(), Step.RECONSTRUCT)
    shop.reconstruct()(attempt)
    shop.reconstruct()(attempt)
    assert shop.analyst.analysed == [FIRST]


def test_both_accounts_count_when_the_second_driver_joined_meanwhile(shop: Workshop) -> None:
    def join_with_a_contradiction(case: Case) -> None:
        contradicting = replace(examples.statement_b(), damage_clock=6)
        JoinCase(shop.ledger, shop.clock)(case.id, examples.party_b(), contradicting)

    before = examples.case_with_clips()
    attempt = shop.put(before, Step.RECONSTRUCT)
    work = Meanwhile(ReconstructMotion(shop.sites, shop.analyst), join_with_a_contradiction)
    shop.worker_step(Step.RECONSTRUCT, Stage.CLIPS_FETCHED, Step.PROPOSE, work)(attempt)
    case = shop.case(before.id)
    assert case.stage is Stage.RECONSTRUCTED
    assert len(case.parties) == 2
    assert case.party_tracks is None  # both say they were struck at the rear: an officer decides
