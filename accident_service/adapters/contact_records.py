"""Contacts and near misses as an accident-analysis/1 document lists them, and back."""

import math

from accident_service.adapters.document_numbers import (
    Json,
    angle,
    estimate,
    finite_or_null,
    moment,
    rounded,
)
from accident_service.adapters.fields import Fields
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.collision.conflict import Conflict
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide, NearMiss


def contact_record(event: CollisionEvent) -> Json:
    """One contact of the document."""
    sides = (event.first, event.second)
    return {
        "t_s": moment(event.pts_s),
        "t_low_s": moment(event.pts_interval_s.low),
        "t_high_s": moment(event.pts_interval_s.high),
        "x_m": rounded(event.x_m),
        "y_m": rounded(event.y_m),
        "sigma_point_m": rounded(event.point_sigma_m),
        "pair": [str(track) for track in event.tracks],
        "clock": {str(side.track): side.clock for side in sides},
        "zone": {str(side.track): side.zone for side in sides},
        "delta_v_mps": {
            str(side.track): rounded(side.delta_v_mps.value) for side in sides if side.delta_v_mps
        },
        "delta_v": {str(side.track): estimate(side.delta_v_mps) for side in sides},
        "speed_before": {str(side.track): estimate(side.speed_before_mps) for side in sides},
        "closing_speed": estimate(event.closing_speed_mps),
        "approach_angle_rad": angle(event.approach_angle_rad),
        "hidden": event.hidden,
        "camera_error_m": finite_or_null(event.camera_error_m),
    }


def event_of(contact: Fields) -> CollisionEvent:
    """One contact of a document.

    Raises:
        InvalidSite: A field cannot be used.
    """
    pair = contact.table.get("pair")
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(p, str) for p in pair):
        raise contact.refuse("pair", "the ids of two tracks")
    low_s, high_s = contact.number("t_low_s"), contact.number("t_high_s")
    if high_s < low_s:
        raise contact.refuse("t_high_s", "a moment not before t_low_s")
    return CollisionEvent(
        first=_side(contact, pair[0]),
        second=_side(contact, pair[1]),
        pts_s=contact.number("t_s"),
        pts_interval_s=Interval(low_s, high_s),
        x_m=contact.number("x_m"),
        y_m=contact.number("y_m"),
        point_sigma_m=contact.number("sigma_point_m", low=0),
        closing_speed_mps=_estimate(contact, "closing_speed"),
        approach_angle_rad=contact.number("approach_angle_rad"),
        hidden=bool(contact.truth("hidden")),
        camera_error_m=_camera_error_m(contact),
    )


def _camera_error_m(contact: Fields) -> float:
    """Null is infinite; without the field no camera was read."""
    if "camera_error_m" not in contact.table:
        return 0.0
    if not contact.has("camera_error_m"):
        return math.inf
    return contact.number("camera_error_m", low=0)


def _side(contact: Fields, track: str) -> ContactSide:
    delta_v = contact.within("delta_v")
    return ContactSide(
        track=TrackId(track),
        clock=int(contact.within("clock").number(track, low=1, high=12)),
        delta_v_mps=_estimate(delta_v, track) if delta_v.has(track) else None,
        speed_before_mps=_estimate(contact.within("speed_before"), track),
    )


def _estimate(fields: Fields, name: str) -> Estimate:
    inner = fields.within(name)
    return Estimate(inner.number("value"), inner.number("sigma", low=0))


def near_miss_record(miss: NearMiss) -> Json:
    """One close pass of the document."""
    return {
        "pair": [str(track) for track in miss.tracks],
        "t_s": moment(miss.pts_s),
        "gap_m": estimate(miss.gap_m),
    }


def near_miss_of(fields: Fields) -> NearMiss:
    """One close pass of a document.

    Raises:
        InvalidSite: A field cannot be used.
    """
    match fields.table.get("pair"):
        case [str() as first, str() as second]:
            tracks = (TrackId(first), TrackId(second))
        case _:
            raise fields.refuse("pair", "the ids of two tracks")
    return NearMiss(tracks=tracks, pts_s=fields.number("t_s"), gap_m=_estimate(fields, "gap_m"))


def conflict_record(conflict: Conflict) -> Json:
    """How near two came in time: TTC row by row, null beyond 5 s, and PET."""
    series = [
        {
            "t_s": moment(float(pts_s)),
            "ttc_s": finite_or_null(float(ttc_s)),
            "low_s": finite_or_null(float(low_s)),
            "high_s": finite_or_null(float(high_s)),
        }
        for pts_s, ttc_s, (low_s, high_s) in zip(
            conflict.pts_s, conflict.ttc_s, conflict.ttc_interval_s, strict=True
        )
    ]
    return {
        "pair": [str(track) for track in conflict.tracks],
        "ttc": series,
        "least_ttc": series[conflict.least_ttc] if series else None,
        "pet": {
            "value_s": finite_or_null(conflict.pet_s),
            "low_s": finite_or_null(conflict.pet_interval_s.low),
            "high_s": finite_or_null(conflict.pet_interval_s.high),
        },
    }
