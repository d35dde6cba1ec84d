"""Everything kept of a case as evidence, each under the name it has in a bundle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accident_service.casefile.analysis import AnalysisRecord, BlobRef, Exhibit
from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import PartKind
from accident_service.casefile.photo import Photo
from accident_service.casefile.recordings import EarlierRound
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import ClipId
from accident_service.reports.party import PartyLetter

# What a name may hold inside a bundle: nothing that means something to a file system.
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
EXTENSIONS = {
    "video/mp4": "mp4",
    "video/x-matroska": "mkv",
    "video/mp2t": "ts",
    "video/mp2p": "ps",
    "video/x-msvideo": "avi",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "application/json": "json",
    "application/jose+json": "jws",
}
SHOWING_THE_STREET = frozenset({"still", "camera-film"})
HASH_LETTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """Bytes in the blob store, and what they are in the case."""

    path: str
    kind: PartKind
    blob: BlobRef
    of_party: PartyLetter | None = None


def safe_name(text: str) -> str:
    """A name for inside a bundle; never empty, hidden, or a way out of its folder."""
    return UNSAFE.sub("_", text).lstrip(".") or "_"


def clip_folder(clip: ClipId) -> str:
    """Where everything about one clip lies."""
    return f"clips/{safe_name(clip)}"


def kept_parts(case: Case) -> tuple[KeptPart, ...]:
    """Every blob of the case besides its documents, each path once."""
    parts = (
        *(part for clip in case.clips for part in _clip(clip, "")),
        *(part for record in case.analyses for part in _analysis(record, "")),
        *(part for root, one in _rounds(case) for clip in one.clips for part in _clip(clip, root)),
        *(part for root, one in _rounds(case) for a in one.analyses for part in _analysis(a, root)),
        *(part for photo in case.photos for part in _photo(photo)),
        *(
            KeptPart(
                path=f"own-recordings/{one.letter}/{safe_name(one.id)}.{_extension(one.original)}",
                kind=PartKind.OWN_RECORDING,
                blob=one.original,
                of_party=one.letter,
            )
            for one in case.own_recordings
        ),
        *(
            KeptPart(
                path=f"party-pictures/{one.letter}/{safe_name(one.exhibit.name)}",
                kind=PartKind.PARTY_PICTURE,
                blob=one.exhibit.blob,
                of_party=one.letter,
            )
            for one in case.party_pictures
        ),
        *(
            KeptPart(
                path=f"copies/{one.number}.{_extension(one.copy.blob)}",
                kind=PartKind.DISCLOSED_COPY,
                blob=one.copy.blob,
            )
            for one in case.disclosures
            if one.copy is not None
        ),
    )
    return tuple({part.path: part for part in parts}.values())


def document_parts(
    number: str, pdf: BlobRef, signed: BlobRef, *, of_review: bool = False
) -> tuple[KeptPart, KeptPart]:
    """An issued document in its two forms; a review's conclusion is not for everybody."""
    path = f"documents/{safe_name(number)}"
    kinds = (PartKind.DOCUMENT, PartKind.SIGNED_DOCUMENT)
    page, content = (PartKind.REVIEW_PAPER,) * 2 if of_review else kinds
    return (
        KeptPart(path=f"{path}.pdf", kind=page, blob=pdf),
        KeptPart(path=f"{path}.jws", kind=content, blob=signed),
    )


def masked_path(number: str) -> str:
    """Where a document's copy lies in which others are masked."""
    return f"documents/{safe_name(number)}-masked.pdf"


def _rounds(case: Case) -> Iterator[tuple[str, EarlierRound]]:
    """What was measured before an officer asked for more, and the folder it lies in."""
    for number, one in enumerate(case.recordings.rounds, 1):
        yield f"earlier/{number}/", one


def _clip(clip: SealedClip, root: str) -> Iterator[KeptPart]:
    """The files delivered, and what was made of them where something was."""
    delivered = {one.sha256: one for one in clip.originals}
    for sha256 in clip.original_hashes:
        one = delivered.get(sha256, clip)
        blob = BlobRef(sha256=sha256, size_bytes=one.size_bytes, media_type=one.media_type)
        name = f"{safe_name(clip.camera)}-{sha256[:HASH_LETTERS]}.{_extension(blob)}"
        yield KeptPart(path=f"originals/{name}", kind=PartKind.ORIGINAL, blob=blob)
    if clip.sha256 not in clip.original_hashes:
        blob = BlobRef(sha256=clip.sha256, size_bytes=clip.size_bytes, media_type=clip.media_type)
        path = f"{root}{clip_folder(clip.id)}/clip.{_extension(blob)}"
        yield KeptPart(path=path, kind=PartKind.CLIP, blob=blob)


def _analysis(record: AnalysisRecord, root: str) -> Iterator[KeptPart]:
    folder = root + clip_folder(record.clip)
    for name, kind, blob in (
        ("result.json", PartKind.RESULT, record.result),
        ("scene.json", PartKind.SCENE, record.scene),
        ("camera-views.json", PartKind.CAMERA_VIEWS, record.views),
        ("pictures.json", PartKind.PICTURE_LOG, record.picture_log),
    ):
        if blob is not None:
            yield KeptPart(path=f"{folder}/{name}", kind=kind, blob=blob)
    for exhibit in record.exhibits:
        yield _exhibit(folder, exhibit)


def _exhibit(folder: str, exhibit: Exhibit) -> KeptPart:
    street = exhibit.kind in SHOWING_THE_STREET
    return KeptPart(
        path=f"{folder}/exhibits/{safe_name(exhibit.name)}",
        kind=PartKind.CAMERA_PICTURE if street else PartKind.DRAWING,
        blob=exhibit.blob,
    )


def _photo(photo: Photo) -> Iterator[KeptPart]:
    folder = f"photos/{photo.letter}"
    for blob, kind, word in (
        (photo.original, PartKind.PHOTO_ORIGINAL, "original"),
        (photo.shown, PartKind.PHOTO, "shown"),
    ):
        name = f"{safe_name(photo.id)}-{photo.shot.value}-{word}.{_extension(blob)}"
        yield KeptPart(path=f"{folder}/{name}", kind=kind, blob=blob, of_party=photo.letter)


def _extension(blob: BlobRef) -> str:
    return EXTENSIONS.get(blob.media_type, "bin")
