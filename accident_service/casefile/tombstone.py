"""What is left of a case once it was destroyed: that it was, what of, by whose approval.

Kinds and hashes only: nothing in a tombstone tells who the parties were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.stage import Stage
from accident_service.errors import InvalidDecision
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CaseId, OfficerId

SHORTEST_REASON = 10  # characters [design]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItem:
    """One thing kept in a case, by the hash of its bytes.

    `is_blob`: it lies in the blob store; otherwise it is a record of the ledger.
    """

    kind: str  # "clip", "analysis", "still", "plan", "determination-pdf", "case-record" …
    sha256: str
    is_blob: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionApproval:
    """The named officer who approved, and why."""

    officer: OfficerId
    name: str
    police_no: str
    reason: str
    approved_at: datetime
    proposed_by: str = ""  # name and police number, where one person proposed and another approved


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """The index entry that stays. `shared` lists hashes whose bytes another case still needs."""

    case: CaseId
    tracking_code: str
    ended_as: Stage
    numbers: tuple[str, ...]  # of its determinations and other documents
    closed_on: date
    kept_until: date
    items: tuple[FileItem, ...]
    shared: tuple[str, ...]
    approval: DestructionApproval
    destroyed_at: datetime

    @property
    def blobs_to_remove(self) -> tuple[str, ...]:
        """Hashes of the bytes that must no longer be in the blob store."""
        own = {one.sha256 for one in self.items if one.is_blob} - set(self.shared)
        return tuple(sorted(own))


def approval(officer: Officer, reason: str, at: datetime) -> DestructionApproval:
    """An approval with a reason somebody can check later.

    Raises:
        InvalidDecision: The reason is too short.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")
    return DestructionApproval(
        officer=officer.id,
        name=officer.name,
        police_no=officer.police_no,
        reason=reason.strip(),
        approved_at=at,
    )


def items_in(case: Case) -> tuple[FileItem, ...]:
    """The blobs of a case, earlier rounds' too: clips, analyses, pictures, photos; each once."""
    search = case.recordings
    before = (clip for one in search.rounds for clip in one.clips)
    clips = (*case.clips, *before, *search.arrived)
    analyses = (*case.analyses, *(one for each in case.recordings.rounds for one in each.analyses))
    items = [
        *_of_clips(clips),
        *(item for one in analyses for item in _of_analysis(one)),
        *(FileItem(kind="photo-original", sha256=one.original.sha256) for one in case.photos),
        *(FileItem(kind="photo", sha256=one.shown.sha256) for one in case.photos),
        *(
            FileItem(kind="own-recording", sha256=one.original.sha256)
            for one in case.own_recordings
        ),
        *(
            FileItem(kind=f"party-{one.exhibit.kind}", sha256=one.exhibit.blob.sha256)
            for one in case.party_pictures
        ),
        *(
            FileItem(kind="disclosed-copy", sha256=one.copy.blob.sha256)
            for one in case.disclosures
            if one.copy is not None
        ),
    ]
    return tuple(dict.fromkeys(items))


def _of_clips(clips: tuple[SealedClip, ...]) -> Iterator[FileItem]:
    for clip in clips:
        yield FileItem(kind="clip", sha256=clip.sha256)
        for sha256 in clip.original_hashes:
            if sha256 != clip.sha256:
                yield FileItem(kind="clip-original", sha256=sha256)


def _of_analysis(record: AnalysisRecord) -> Iterator[FileItem]:
    yield FileItem(kind="analysis", sha256=record.result.sha256)
    beside = {
        "picture-log": record.picture_log,
        "camera-views": record.views,
        "scene": record.scene,
    }
    for kind, blob in beside.items():
        if blob is not None:
            yield FileItem(kind=kind, sha256=blob.sha256)
    for exhibit in record.exhibits:
        yield FileItem(kind=exhibit.kind, sha256=exhibit.blob.sha256)
