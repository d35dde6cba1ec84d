"""The parties' photographs as an officer sees them: side by side, with what the phone claims."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response

from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.case import Case
from accident_service.casefile.photo import (
    Photo,
    PhotosSkipped,
    distance_m,
    in_order,
    taken_after,
)
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from accident_service.reports.place import CoordinateSystem
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

EARLY = timedelta(minutes=-2)  # a phone's clock may be that much behind [design]
FAR_M = 300.0  # beyond what a phone's position and a driver's word for a place may be apart
OTHER_SYSTEM_M = 800.0  # mainland map positions are shifted by some hundred metres besides


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLine:
    """One photograph with what its Exif block claims, held against the report.

    `distance_m` is None where either place is unknown.
    """

    photo: Photo
    after: timedelta | None
    distance_m: float | None
    too_early: bool
    far_away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPhotos:
    """One party's photographs, or why there are none."""

    letter: PartyLetter
    lines: tuple[PhotoLine, ...]
    skipped: PhotosSkipped | None


@BLUEPRINT.get("/case/<case_id>/photo/<photo_id>")
@open_to(Caller.OFFICER)
def case_photo(case_id: str, photo_id: str) -> Response:
    """One photograph; the view is logged."""
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
    content, media_type = casework().take_photos.shown(
        case, photo_id, viewer=f"officer:{calling_officer().id}"
    )
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    return response


def photos_of(case: Case) -> tuple[PartyPhotos, ...]:
    """Both parties' photographs; a party who has not joined has no entry."""
    return tuple(
        PartyPhotos(
            letter=party.letter,
            lines=tuple(
                _line(case, photo)
                for photo in in_order([one for one in case.photos if one.letter is party.letter])
            ),
            skipped=next((one for one in case.photos_skipped if one.letter is party.letter), None),
        )
        for party in case.parties
    )


def _line(case: Case, photo: Photo) -> PhotoLine:
    after = taken_after(photo, case.report.occurred_at)
    doubt = timedelta(seconds=case.report.time_doubt_s)
    away_m, near_m = _away(case, photo)
    return PhotoLine(
        photo=photo,
        after=after,
        distance_m=away_m,
        too_early=after is not None and after < EARLY - doubt,
        far_away=away_m is not None and away_m > near_m,
    )


def _away(case: Case, photo: Photo) -> tuple[float | None, float]:
    """How far from the place the photograph claims to be, and what is still near enough.

    The contact measured from the recording is the better place, where there is one.
    """
    contact = case.primary_analysis.contact if case.primary_analysis else None
    if photo.position is None:
        return None, FAR_M
    if contact is not None and contact.coordinates is not None:
        return distance_m(photo.position, contact.coordinates), FAR_M
    reported = case.report.place.coordinates
    if reported is None:
        return None, FAR_M
    place = Coordinates(latitude_deg=reported.latitude_deg, longitude_deg=reported.longitude_deg)
    near_m = FAR_M if reported.system is CoordinateSystem.WGS84 else OTHER_SYSTEM_M
    return distance_m(photo.position, place), near_m + reported.accuracy_m
