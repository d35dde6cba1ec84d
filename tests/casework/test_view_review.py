"""Opening the review gathers the scene, leaves one line, and begins to cut what will be asked."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correction import Correction
from accident_service.casework.view_frames import FrameKind
from accident_service.errors import BlobStoreUnavailable, NotFound
from accident_service.liability.changes import ContactDenied
from accident_service.quantities.identifiers import CaseId, ClipId, SiteId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.measured import CONTACT_PTS_S, STRIKING, STRUCK, analysis_record
from tests.fakes.pictures import LOG, FakeCutter, FakeFilms, clip_pictures

SECOND = ClipId("clip-2")


def two_clips() -> Case:
    """The contact is on the second clip; the first shows none."""
    case = examples.proposed_case()
    other = replace(examples.sealed_clip(), id=SECOND)
    return replace(
        case,
        clips=(*case.clips, other),
        analyses=(
            analysis_record(examples.sealed_clip().id, seen=False),
            replace(analysis_record(SECOND), picture_log=LOG),
        ),
    )


def test_the_clip_the_proposal_rests_on_comes_first() -> None:
    material = FakeWorld().casework().view_review.material(two_clips())
    assert [one.clip.id for one in material.clips] == [SECOND, examples.sealed_clip().id]
    assert material.primary is material.clips[0]
    assert material.primary.camera is not None


def test_a_site_that_is_gone_leaves_the_measurements() -> None:
    elsewhere = replace(two_clips(), site=SiteId("closed-down"))
    material = FakeWorld().casework().view_review.material(elsewhere)
    assert material.road_map is None
    assert len(material.clips) == 2


def test_the_opening_is_on_record_with_its_clips() -> None:
    world, case = FakeWorld(), two_clips()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    assert world.casework().view_review.opened(case.id, viewer="officer:o1") == case
    with world.ledger.reading() as work:
        (entry,) = work.audit.of_case(case.id)
    assert entry.act.actor == "officer:o1"
    assert dict(entry.act.detail)["clips"] == f"{examples.sealed_clip().id},{SECOND}"


def test_the_pictures_around_each_contact_are_cut_before_they_are_asked_for() -> None:
    cutter, films = FakeCutter(), FakeFilms()
    frames = replace(FakeWorld().casework().view_review.frames, cutter=cutter, films=films)
    frames.warm(two_clips())
    assert films.asked == [SECOND]
    assert cutter.warmed == [clip_pictures().nearest(CONTACT_PTS_S)]


def test_no_room_to_cut_ahead_keeps_nobody_from_the_review() -> None:
    full = FakeCutter(failure=BlobStoreUnavailable("full"))
    replace(FakeWorld().casework().view_review.frames, cutter=full).warm(two_clips())
    assert full.warmed == []


def test_a_picture_is_that_of_the_clip_and_number_asked_for() -> None:
    world, case = FakeWorld(), two_clips()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    frames = world.casework().view_review.frames
    cut = frames.picture(case.id, SECOND, 3, FrameKind.PNG)
    assert (cut.pts_s, cut.luma_sha256) == (
        clip_pictures().pts_s[3],
        clip_pictures().luma_sha256[3],
    )
    for clip, index in ((SECOND, -1), (SECOND, 250), (examples.sealed_clip().id, 0)):
        with pytest.raises(NotFound):
            frames.picture(case.id, clip, index, FrameKind.JPEG)
    with pytest.raises(NotFound):
        frames.picture(CaseId("nobody"), SECOND, 0, FrameKind.JPEG)


def test_what_an_officer_has_put_right_is_in_the_scene() -> None:
    denied = Correction(
        number=1,
        act=ContactDenied(tracks=(STRUCK, STRIKING)),
        reason="画面中两车之间始终有间隙。",
        officer=examples.officer().id,
        officer_name=examples.officer().name,
        corrected_at=examples.NOON,
        clip=SECOND,
    )
    view = FakeWorld().casework().view_review
    measured = view.material(two_clips())
    put_right = view.material(replace(two_clips(), corrections=(denied,)))
    assert [len(one.clips[0].found.collisions) for one in (measured, put_right)] == [1, 0]
    assert len(put_right.clips[1].found.collisions) == 1
