"""A determined case whose evidence is really there: bytes in the store, a document, a ledger."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from accident_service.adapters.analysis_files import AnalysisContent, canonical_bytes, to_document
from accident_service.casefile.analysis import BlobRef, Exhibit
from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import Entitlement
from accident_service.casefile.party_picture import PartyPicture
from accident_service.casefile.photo import Photo, Shot
from accident_service.casework.evidence_ports import Bound
from accident_service.casework.ports import BlobStore
from accident_service.footage.clip import SealedClip
from accident_service.reconstruction.looks import Appearance
from accident_service.reports.party import PartyLetter
from tests.casework.after_decision import Desk
from tests.fakes import examples, measured, unit_seal
from tests.fakes.analysis import rear_end
from tests.fakes.casework import FakeWorld

RECORDING = b"\x00\x00\x00\x18ftypmp42 a recording " * 40
SCENE = Path(__file__).parents[2] / "fixtures" / "videos" / "rear_end_queue.scene.json"
JPEG, PNG, SVG, MP4, JSON = (
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "video/mp4",
    "application/json",
)


def determined_with_evidence() -> Desk:
    """The example's case, its document issued, every kind of evidence in the store."""
    desk = Desk(FakeWorld(press=unit_seal.press()))
    desk.put(with_evidence(desk.world.blobs, examples.proposed_case()))
    desk.confirm()
    desk.issue()
    return desk


def export(desk: Desk, entitlement: Entitlement, into: Path) -> Bound:
    """A bundle of the desk's case."""
    make = desk.casework.export_evidence
    return make(desk.case_id, entitlement, actor="officer:officer-1", into=into)


def with_evidence(blobs: BlobStore, case: Case) -> Case:
    """The case on clips, results and pictures that lie in the store."""
    put = blobs.put_bytes
    original = put(RECORDING, MP4)
    clip = replace(examples.sealed_clip(), sha256=original.sha256, size_bytes=original.size_bytes)
    scene = put(SCENE.read_bytes(), JSON)
    result = put(canonical_bytes(result_of(clip, scene)), JSON)
    record = replace(
        measured.analysis_record(clip.id),
        result=result,
        scene=scene,
        views=put(b'{"views":[]}\n', JSON),
        picture_log=put(b'{"pictures":[]}\n', JSON),
        exhibits=(
            _exhibit("still", "still-contact.png", put(b"\x89PNG the street", PNG)),
            _exhibit("plan", "plan.svg", put(b"<svg>a plan</svg>", SVG)),
            _exhibit("camera-film", "camera.mp4", put(b"ftyp the street in motion", MP4)),
        ),
    )
    return replace(
        case,
        clips=(clip,),
        analyses=(record,),
        photos=tuple(_photo(blobs, letter) for letter in PartyLetter),
        own_recordings=tuple(
            replace(examples.own_recording(letter), original=put(f"seen by {letter}".encode(), MP4))
            for letter in PartyLetter
        ),
        party_pictures=tuple(
            PartyPicture(
                letter, _exhibit("still", f"{letter}.png", put(f"for {letter}".encode(), PNG))
            )
            for letter in PartyLetter
        ),
    )


def result_of(clip: SealedClip, scene: BlobRef) -> dict[str, Any]:
    """A result as an analysis writes it, with a plate that was read."""
    found = rear_end()
    look = Appearance(
        track=measured.STRIKING,
        colour="red",
        colour_share=1.0,
        plate="吉CD06789",
        plate_share=0.6,
        plate_width_px=41.0,
    )
    return to_document(
        AnalysisContent(
            clip=clip.sha256,
            timing=found.timing,
            reconstruction=found,
            looks=(look,),
            versions={"clip_sha256": clip.sha256, "scene_sha256": scene.sha256, "numpy": "2"},
        )
    )


def sha256(content: bytes) -> str:
    """Its hash."""
    return hashlib.sha256(content).hexdigest()


def _exhibit(kind: str, name: str, blob: BlobRef) -> Exhibit:
    return replace(measured.exhibit(kind, name), blob=blob)


def _photo(blobs: BlobStore, letter: PartyLetter) -> Photo:
    return Photo(
        id=f"photo-{letter}",
        letter=letter,
        shot=Shot.FRONT,
        original=blobs.put_bytes(f"sent by {letter}".encode(), JPEG),
        shown=blobs.put_bytes(f"drawn anew of {letter}".encode(), JPEG),
        width_px=1600,
        height_px=1200,
        received_at=examples.NOON,
    )
