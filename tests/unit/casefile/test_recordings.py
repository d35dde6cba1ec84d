"""What is kept of a search that an officer widened, and which part of it is in force."""

from datetime import timedelta

from accident_service.casefile.recordings import NOTHING_WIDENED, EarlierRound, Widening
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples

CASE = examples.proposed_case()


def widening(number: int, *cameras: str) -> Widening:
    return Widening(
        number=number,
        before_s=30.0,
        after_s=20.0 + number,
        cameras=tuple(CameraId(one) for one in cameras),
        reason="接触前的变道过程不在录像内。",
        officer=examples.officer().id,
        officer_name=examples.officer().name,
        at=examples.NOON,
    )


ROUND = EarlierRound(
    revision=1,
    clip_requests=CASE.clip_requests,
    clips=CASE.clips,
    analyses=CASE.analyses,
    proposal=CASE.proposal,
    machine_proposal=None,
    corrections=(),
    party_tracks=CASE.party_tracks,
    evidence_gap=None,
    ended_at=examples.NOON,
)


def test_the_newest_widening_is_in_force_and_cameras_once_added_stay() -> None:
    search = NOTHING_WIDENED.widened(widening(1, "shop", "yard"), ROUND)
    search = search.widened(widening(2, "yard", "gate"), ROUND)
    assert search.newest == widening(2, "yard", "gate")
    assert search.cameras_added == ("shop", "yard", "gate")
    assert search.clips_before == CASE.clips
    assert (NOTHING_WIDENED.newest, NOTHING_WIDENED.clips_before) == (None, ())


def test_the_window_counts_from_the_reported_time() -> None:
    window = widening(1).window(examples.NOON)
    assert window.from_at == examples.NOON - timedelta(seconds=30)
    assert window.to_at == examples.NOON + timedelta(seconds=21)


def test_what_has_arrived_is_kept_once_until_it_is_in_use() -> None:
    clip = examples.sealed_clip()
    search = NOTHING_WIDENED.with_arrived(clip).with_arrived(clip)
    assert search.arrived == (clip,)
    assert search.in_use((clip,)).arrived == ()
    assert search.in_use(()).arrived == (clip,)
