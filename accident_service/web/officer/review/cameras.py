"""The analysed clips as cameras: their pictures, how their clocks stand, where to get frames."""

from collections.abc import Callable
from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.party_tracks import PartyTracks, match_parties
from accident_service.casefile.pictures import ClipPictures, Outline
from accident_service.casework.analysis_readers import Outlines
from accident_service.casework.view_review import ReviewedClip
from accident_service.quantities.identifiers import ClipId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.web.officer.review.numbers import TIME_DECIMALS, Json, rounded, time_s
from accident_service.web.officer.review.tracks import EVERY_MOMENT_WITHIN_S, first_contact, pair_of

# Outlines of vehicles that took no part are for the moments around the contact.
BYSTANDERS_WITHIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the browser gets one picture of a clip ({index} stands for its number), and a film."""

    frame: Callable[[ClipId], str]
    video: Callable[[ClipId], str]


def cameras_of(case: Case, clips: tuple[ReviewedClip, ...], at: Addresses) -> list[Json]:
    """One entry for each analysed clip, the primary one first."""
    return [_camera(case, one, clips[0], at) for one in clips]


def offset_s(one: ReviewedClip, primary: ReviewedClip) -> tuple[float, float, str]:
    """What to add to the clip's seconds for the scene's; its k = 2 doubt; what it rests on.

    Where both clips show a contact within the doubt of their clocks, it is the same one and
    tells better than any clock.
    """
    if one is primary:
        return 0.0, 0.0, "itself"
    by_clocks_s = (
        (one.clip.from_at - primary.clip.from_at).total_seconds()
        - one.clip.time_offset_s.value
        + primary.clip.time_offset_s.value
    )
    sigmas_s = (one.clip.time_offset_s.sigma, primary.clip.time_offset_s.sigma)
    doubt_s = COVERAGE_FACTOR * sum(sigma**2 for sigma in sigmas_s) ** 0.5
    here, there = one.record.contact, primary.record.contact
    if here is None or there is None:
        return by_clocks_s, doubt_s, "clocks"
    by_contact_s = there.pts_s - here.pts_s
    half_s = sum(
        (contact.pts_interval_s.high - contact.pts_interval_s.low) / 2 for contact in (here, there)
    )
    if abs(by_contact_s - by_clocks_s) > doubt_s + half_s:
        return by_clocks_s, doubt_s, "clocks"
    return by_contact_s, half_s, "contact"


def _camera(case: Case, one: ReviewedClip, primary: ReviewedClip, at: Addresses) -> Json:
    to_scene_s, doubt_s, rests_on = offset_s(one, primary)
    camera, pictures = one.camera, one.pictures
    owners = case.party_tracks if one is primary else _matched(case, one)
    return {
        "id": str(one.clip.camera),
        "name": camera.name_zh if camera else str(one.clip.camera),
        "name_en": camera.name_en if camera else str(one.clip.camera),
        "network": camera.network.value if camera else None,
        "clip": str(one.clip.id),
        "sha256": one.clip.sha256,
        "size_px": [pictures.width_px, pictures.height_px] if pictures else None,
        "pts_s": rounded(pictures.pts_s, TIME_DECIMALS) if pictures else [],
        "t_offset_s": time_s(to_scene_s),
        "t_offset_doubt_s": time_s(doubt_s),
        "t_offset_from": rests_on,
        "contact_index": _contact_index(one),
        "frame_url": at.frame(one.clip.id) if pictures else None,
        "video_url": at.video(one.clip.id) if pictures else None,
        "parties": {
            str(track): letter.value
            for track in pair_of(one.found)
            if owners and (letter := owners.party_of(track))
        },
        "outlines": _outlines(one, pictures, pictures.outlines) if pictures else {},
        "outlines_told": _told(one, pictures) if pictures else {},
    }


def _matched(case: Case, one: ReviewedClip) -> PartyTracks | None:
    """Whose is whose in another camera's tracks, where the accounts tell it in one way only."""
    return match_parties(one.record.contact, case.statements) if one.record.contact else None


def _contact_index(one: ReviewedClip) -> int | None:
    contact = first_contact(one.found)
    if contact is None or one.pictures is None or not one.pictures.pts_s:
        return None
    return one.pictures.nearest(contact.pts_s)


def _told(one: ReviewedClip, pictures: ClipPictures) -> Json:
    """Where vehicles would appear at the places officers told, wherever that is elsewhere."""
    elsewhere = {
        track: {
            index: outline
            for index, outline in by_index.items()
            if not _alike(outline, pictures.outlines.get(track, {}).get(index))
        }
        for track, by_index in one.moved.items()
    }
    return _outlines(one, pictures, elsewhere)


def _alike(outline: Outline, measured: Outline | None) -> bool:
    return measured is not None and _drawn(outline) == _drawn(measured)


def _outlines(one: ReviewedClip, pictures: ClipPictures, by_track: Outlines) -> Json:
    contact = first_contact(one.found)
    pair = contact.tracks if contact else ()
    middle_s = contact.pts_s if contact else None
    shown = {
        str(track): {
            str(index): _drawn(outline)
            for index, outline in by_index.items()
            if _shown(track in pair, index, pictures.pts_s[index], middle_s)
        }
        for track, by_index in by_track.items()
    }
    return {track: outlines for track, outlines in shown.items() if outlines}


def _shown(party: bool, index: int, pts_s: float, middle_s: float | None) -> bool:  # noqa: FBT001
    """Is the outline worth sending: parties' all around the contact, others' now and then?"""
    if middle_s is None:
        return index % (2 if party else 5) == 0
    away_s = abs(pts_s - middle_s)
    if party:
        return index % 2 == 0 or away_s <= EVERY_MOMENT_WITHIN_S
    return index % 2 == 0 and away_s <= BYSTANDERS_WITHIN_S


def _drawn(outline: Outline) -> list[list[int]]:
    return [[round(x_px), round(y_px)] for x_px, y_px in outline]
