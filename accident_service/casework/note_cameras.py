"""What the steps write into the cameras' diary."""

from datetime import datetime, timedelta

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.case import Case
from accident_service.casework.camera_ports import (
    AccidentPlace,
    CameraDiary,
    CameraKey,
    PlaceOutcome,
    ReadingNote,
    WantedClip,
)
from accident_service.casework.ports import Site
from accident_service.errors import EvidenceInsufficient
from accident_service.footage.clip import SealedClip
from accident_service.footage.coverage import coverage_of
from accident_service.footage.search import ClipRequest
from accident_service.footage.surroundings import Surroundings

Located = tuple[Site, tuple[float, float], float]


def note_place(
    diary: CameraDiary,
    case: Case,
    located: Located | None,
    requests: tuple[ClipRequest, ...],
    missing: tuple[ClipRequest, ...],
) -> None:
    """Note where a case happened, what came of looking for cameras, and what is wanted of them.

    `missing` are the requests that no recording sealed before answers.
    """
    site, (x_m, y_m), sigma_m = located or (None, (0.0, 0.0), 0.0)
    place = AccidentPlace(
        case=case.id,
        site=site.id if site else None,
        x_m=x_m,
        y_m=y_m,
        sigma_m=sigma_m,
        at=case.report.occurred_at,
        outcome=_outcome(located, requests),
    )
    kept_days = {one.id: one.retention_days for one in site.cameras} if site else {}
    wanted = [
        WantedClip(
            case=case.id,
            key=CameraKey(site.id, one.camera),
            kept_until_at=case.report.occurred_at + timedelta(days=kept_days[one.camera]),
        )
        for one in missing
        if site is not None
    ]
    diary.note_place(place, wanted)


def note_reading(
    diary: CameraDiary,
    case: Case,
    clip: SealedClip,
    ended: AnalysisRecord | EvidenceInsufficient,
    *,
    at: datetime,
) -> None:
    """Note how a clip read: the standing of its time, or why it could not be measured."""
    if case.site is None:
        return
    measured = isinstance(ended, AnalysisRecord)
    if isinstance(ended, AnalysisRecord):
        standing = str(ended.timing.rate.standing) if ended.timing else ""
    else:
        standing = ended.code
    diary.note_reading(
        ReadingNote(
            case=case.id,
            key=CameraKey(case.site, clip.camera),
            clip=clip.id,
            at=at,
            standing=standing,
            measured=measured,
        )
    )


def _outcome(located: Located | None, requests: tuple[ClipRequest, ...]) -> PlaceOutcome:
    if located is None:
        return PlaceOutcome.NO_SITE
    if requests:
        return PlaceOutcome.ASKED
    site, place_m, sigma_m = located
    around = Surroundings(occluders=site.occluders)
    seen = any(
        coverage_of(one, place_m=place_m, place_sigma_m=sigma_m, around=around).sees_place
        for one in site.cameras
    )
    return PlaceOutcome.OVERWRITTEN if seen else PlaceOutcome.UNSEEN
