from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.entitlement import PartKind
from accident_service.casefile.evidence_parts import document_parts, kept_parts, safe_name
from accident_service.casefile.tombstone import items_in
from accident_service.footage.clip import SealedOriginal
from tests.fakes import examples
from tests.fakes.evidence import with_evidence
from tests.fakes.world import FakeBlobStore


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("north-mast-0011", "north-mast-0011"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("北桅杆 1", "_1"),
        (".hidden", "hidden"),
        ("..", "_"),
        ("", "_"),
    ],
)
def test_no_name_leads_out_of_its_folder(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_everything_that_would_be_destroyed_with_the_case_is_evidence_of_it() -> None:
    case = with_evidence(FakeBlobStore(), examples.proposed_case())
    kept = {part.blob.sha256 for part in kept_parts(case)}
    assert kept == {item.sha256 for item in items_in(case) if item.is_blob}
    paths = [part.path for part in kept_parts(case)]
    assert len(paths) == len(set(paths))


def test_a_clip_made_of_originals_stands_beside_them() -> None:
    clip = examples.sealed_clip()
    originals = tuple(
        SealedOriginal(
            sha256=letter * 64,
            sm3="",
            size_bytes=10,
            media_type="video/mp2t",
            name=f"{letter}.ts",
            from_at=clip.from_at,
            to_at=clip.from_at + timedelta(seconds=60),
        )
        for letter in "ab"
    )
    derived = replace(clip, originals=originals, made_by="joiner 1")
    parts = kept_parts(replace(examples.case_with_clips(), clips=(derived,)))
    assert [(part.kind, part.path.rpartition(".")[2]) for part in parts] == [
        (PartKind.ORIGINAL, "ts"),
        (PartKind.ORIGINAL, "ts"),
        (PartKind.CLIP, "mp4"),
    ]


def test_a_document_has_two_forms() -> None:
    pdf = BlobRef(sha256="ab" * 32, size_bytes=1, media_type="application/pdf")
    one, other = document_parts("2203020001-2026-000001", pdf, pdf)
    assert one.path == "documents/2203020001-2026-000001.pdf"
    assert other.path == "documents/2203020001-2026-000001.jws"
