from dataclasses import replace
from datetime import date

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import FileItem, Tombstone, approval, items_in
from accident_service.errors import InvalidDecision
from accident_service.footage.clip import SealedOriginal
from accident_service.quantities.identifiers import CaseId, ClipId
from tests.fakes import examples
from tests.fakes.measured import analysis_record

REASON = "保管期限届满，予以销毁。"


def test_an_approval_names_the_officer_and_a_reason() -> None:
    approved = approval(examples.officer(), f"  {REASON} ", examples.NOON)
    assert (approved.officer, approved.police_no) == (
        examples.officer().id,
        examples.officer().police_no,
    )
    assert approved.reason == REASON
    with pytest.raises(InvalidDecision, match="reason"):
        approval(examples.officer(), "过期", examples.NOON)


def test_a_case_refers_to_its_clips_results_and_exhibits_each_once() -> None:
    clip = examples.sealed_clip()
    record = analysis_record(clip.id)
    case = replace(examples.case_with_clips(), analyses=(record, record))
    items = items_in(case)
    assert items[0] == FileItem(kind="clip", sha256=clip.sha256)
    assert FileItem(kind="analysis", sha256=record.result.sha256) in items
    assert len(items) == len(set(items)) == 2 + len({(e.kind, e.blob) for e in record.exhibits})


def test_bytes_to_remove_are_blobs_nobody_else_needs() -> None:
    items = (
        FileItem(kind="clip", sha256="c"),
        FileItem(kind="plan", sha256="b"),
        FileItem(kind="plan", sha256="a"),
        FileItem(kind="case-record", sha256="r", is_blob=False),
    )
    stone = Tombstone(
        case=CaseId("case-1"),
        tracking_code="BCDF0001",
        ended_as=Stage.DETERMINED,
        numbers=(),
        closed_on=date(2026, 3, 2),
        kept_until=date(2029, 12, 31),
        items=items,
        shared=("c",),
        approval=approval(examples.officer(), REASON, examples.NOON),
        destroyed_at=examples.NOON,
    )
    assert stone.blobs_to_remove == ("a", "b")


def test_originals_and_what_has_only_arrived_are_named_too() -> None:
    clip = examples.sealed_clip()
    original = SealedOriginal(
        sha256="0a" * 32,
        sm3="0b" * 32,
        size_bytes=3,
        media_type="video/mp4",
        name="a.mp4",
        from_at=clip.from_at,
        to_at=clip.to_at,
    )
    joined = replace(clip, made_by="a tool 1", originals=(original,))
    arrived = replace(clip, id=ClipId("other"), sha256="0c" * 32)
    case = replace(examples.case_with_clips(), clips=(joined,))
    case = replace(case, recordings=case.recordings.with_arrived(arrived))
    assert items_in(case)[:3] == (
        FileItem(kind="clip", sha256=clip.sha256),
        FileItem(kind="clip-original", sha256="0a" * 32),
        FileItem(kind="clip", sha256="0c" * 32),
    )
