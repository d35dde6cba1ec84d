"""Measured figures in words: every number is its k = 2 interval, rounded outwards.

Rounding outwards keeps a sentence from claiming more than was measured.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from accident_service.casefile.analysis import MeasuredContact, MeasuredVehicle
from accident_service.casefile.party_terms import vehicle_en, vehicle_zh
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.footage.clip import SealedClip
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reports.choices import DAMAGE_PARTS
from accident_service.reports.party import PartyLetter

BEIJING = timezone(timedelta(hours=8))
KMH_PER_MPS = 3.6
K2_NOTE_ZH = "以上区间按包含因子k=2给出（约95%）。"
K2_NOTE_EN = "Intervals are k = 2 (about 95 %)."


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same statement in both languages."""

    zh: str
    en: str


def speed_in_words(speed_mps: Interval) -> Sentence:
    """A speed in km/h; one that cannot be told from standing is said to be just that."""
    low, high = _outward(speed_mps, KMH_PER_MPS, 1)
    if speed_mps.low <= 0.0 <= speed_mps.high:
        most = max((low.lstrip("-"), high), key=float)
        return Sentence(
            f"与静止相符（不超过{most}千米/小时）",
            f"consistent with standing (at most {most} km/h)",
        )
    return Sentence(f"{low}至{high}千米/小时", f"{low} to {high} km/h")


def contact_in_words(
    contact: MeasuredContact, clip: SealedClip, tracks: PartyTracks | None
) -> Sentence:
    """When they touched, how fast each was, and where each was touched.

    Args:
        tracks: Who is who; None leaves the vehicles under their names in the recording.
    """
    when = _moment(contact, clip)
    closing = speed_in_words(contact.closing_speed_mps)
    each = [_vehicle(vehicle, tracks) for vehicle in _in_order(contact, tracks)]
    return Sentence(
        f"{when.zh}{'；'.join(one.zh for one in each)}；接触时两车接近速度{closing.zh}。",
        f"{when.en} {'; '.join(one.en for one in each)}; closing speed at contact {closing.en}.",
    )


def position_in_words(contact: MeasuredContact) -> Sentence:
    """Where they touched, by coordinates; empty where none are kept.

    The doubt (k = 2) is of the place among the site's marks; how well the city knows its
    datum is not for us to say.
    """
    place = contact.coordinates
    if place is None:
        return Sentence("", "")
    doubt_m = f"{math.ceil(COVERAGE_FACTOR * contact.point_sigma_m * 10) / 10:.1f}"
    north_zh, north_en = ("北纬", "N") if place.latitude_deg >= 0 else ("南纬", "S")
    east_zh, east_en = ("东经", "E") if place.longitude_deg >= 0 else ("西经", "W")
    latitude, longitude = f"{abs(place.latitude_deg):.6f}°", f"{abs(place.longitude_deg):.6f}°"
    return Sentence(
        f"接触点 {north_zh}{latitude}，{east_zh}{longitude}"
        f"（WGS-84；相对该处坐标基准±{doubt_m}米）",
        f"touched at {latitude} {north_en}, {longitude} {east_en} (WGS 84; ± {doubt_m} m"
        " from the site's datum)",
    )


def part_in_words(clock: int) -> Sentence:
    """A place on a vehicle."""
    zh, en = DAMAGE_PARTS[clock]
    return Sentence(zh, en)


def _moment(contact: MeasuredContact, clip: SealedClip) -> Sentence:
    low, high = _outward(contact.pts_interval_s, 1.0, 2)
    true_s = contact.pts_s - clip.time_offset_s.value
    at = (clip.from_at + timedelta(seconds=true_s)).astimezone(BEIJING)
    doubt_s = (
        COVERAGE_FACTOR * clip.time_offset_s.sigma
        + (contact.pts_interval_s.high - contact.pts_interval_s.low) / 2
    )
    doubt = f"{math.ceil(doubt_s * 10) / 10:.1f}"
    return Sentence(
        f"两车于录像第{low}至{high}秒之间接触，对应北京时间{_clock_time(at)}（±{doubt}秒）；",
        f"the vehicles touched between {low} and {high} s of the recording, which is"
        f" {_clock_time(at)} ± {doubt} s Beijing time;",
    )


def _clock_time(at: datetime) -> str:
    return f"{at:%H:%M:%S}.{at.microsecond // 100_000}"


def _in_order(contact: MeasuredContact, tracks: PartyTracks | None) -> tuple[MeasuredVehicle, ...]:
    if tracks is None:
        return contact.vehicles
    return tuple(sorted(contact.vehicles, key=lambda vehicle: tracks.party_of(vehicle.track) or ""))


def _vehicle(vehicle: MeasuredVehicle, tracks: PartyTracks | None) -> Sentence:
    letter: PartyLetter | None = tracks.party_of(vehicle.track) if tracks else None
    name_zh = vehicle_zh(letter) if letter else f"车辆{vehicle.track}"
    name_en = vehicle_en(letter) if letter else f"vehicle {vehicle.track}"
    speed, part = speed_in_words(vehicle.speed_before_mps), part_in_words(vehicle.contact_clock)
    return Sentence(
        f"{name_zh}碰撞部位为{part.zh}，接触瞬间速度{speed.zh}",
        f"{name_en} was touched at its {part.en}, its speed at the moment of contact was"
        f" {speed.en}",
    )


def _outward(interval: Interval, factor: float, places: int) -> tuple[str, str]:
    unit = 10.0**places
    # A millionth keeps 5.5 * 3.6 from being pushed up by the last bit of a float.
    low = math.floor(interval.low * factor * unit + 1e-6) / unit
    high = math.ceil(interval.high * factor * unit - 1e-6) / unit
    return f"{low + 0.0:.{places}f}", f"{high + 0.0:.{places}f}"
