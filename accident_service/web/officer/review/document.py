"""The whole of review.json: one case, drawn from what was measured and nothing else."""

from collections.abc import Sequence

from accident_service.casework.supposed_courses import SupposedCourse
from accident_service.casework.view_review import ReviewedClip, ReviewMaterial
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.web.officer.review.accounts import accounts_of
from accident_service.web.officer.review.cameras import Addresses, cameras_of
from accident_service.web.officer.review.events import events_of
from accident_service.web.officer.review.facts import counterfactuals_of, facts_of
from accident_service.web.officer.review.numbers import Json, length_m, time_s
from accident_service.web.officer.review.road import road_of, signals_of
from accident_service.web.officer.review.tracks import first_contact, gap_of, tracks_of


def review_document(
    material: ReviewMaterial, at: Addresses, courses: Sequence[SupposedCourse] = ()
) -> Json:
    """The review of one case; without an analysis everything measured is empty or null."""
    case, primary, road_map = material.case, material.primary, material.road_map
    contact = first_contact(primary.found) if primary else None
    signals = _signals(material, primary) if primary else []
    return {
        "version": case.version,
        "contact": _contact(contact) if contact else None,
        "cameras": cameras_of(case, material.clips, at) if material.clips else [],
        "tracks": tracks_of(case, primary) if primary else [],
        "gap": gap_of(primary.found) if primary else None,
        "map": road_of(road_map)
        if road_map
        else {"lanes": [], "lines": [], "stop_lines": [], "areas": []},
        "signals": signals,
        "events": events_of(case, primary, road_map, signals) if primary else [],
        "facts": facts_of(case, contact.pts_s if contact else None),
        "counterfactuals": counterfactuals_of(case, courses),
        "accounts_vs_video": accounts_of(case),
    }


def _contact(contact: CollisionEvent) -> Json:
    return {
        "t_s": time_s(contact.pts_s),
        "interval_s": [time_s(contact.pts_interval_s.low), time_s(contact.pts_interval_s.high)],
        "x_m": length_m(contact.x_m),
        "y_m": length_m(contact.y_m),
        "sigma_m": length_m(contact.point_sigma_m),
        "tracks": [str(track) for track in contact.tracks],
        "clock": {str(one.track): one.clock for one in (contact.first, contact.second)},
    }


def _signals(material: ReviewMaterial, primary: ReviewedClip) -> list[Json]:
    return signals_of(material.signals, from_s=0.0, to_s=primary.found.timing.duration_s)
