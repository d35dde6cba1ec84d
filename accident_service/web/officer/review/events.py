"""What happened when, for one timeline: braking, lines, signals, contact, coming to rest."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely import intersects_xy

from accident_service.casefile.case import Case
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.casework.view_review import ReviewedClip
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.road_map import RoadMap
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.web.officer.review.numbers import Json, time_s
from accident_service.web.officer.review.tracks import pair_of

PHASES = {"red": ("红灯", "red"), "yellow": ("黄灯", "yellow"), "green": ("绿灯", "green")}
# Facts that have a moment of their own on the timeline, by the kind of event they are.
PASSING = {
    FactKind.CROSSED_SOLID_LINE: "line-crossed",
    FactKind.WHEEL_OVER_LINE: "line-crossed",
    FactKind.CHANGED_LANE: "line-crossed",
    FactKind.CHANGING_LANE: "line-crossed",
    FactKind.ENTRY_SEEN: "stop-line",
    FactKind.ENTERED_ON_RED: "stop-line",
    FactKind.ENTERED_ON_YELLOW: "stop-line",
    FactKind.ENTERED_ON_GREEN: "stop-line",
}
# Slower than this for so long is at rest: below it no tracker tells motion from none. [design]
REST_MPS, REST_S = 0.4, 0.6


@dataclass(frozen=True, slots=True)
class _When:
    """A moment and the interval that holds it."""

    t_s: float
    from_s: float
    to_s: float

    @classmethod
    def at(cls, t_s: float) -> "_When":
        return cls(t_s, t_s, t_s)

    @classmethod
    def within(cls, t_s: float, interval: Interval | None) -> "_When":
        return cls(t_s, interval.low, interval.high) if interval else cls.at(t_s)


def events_of(
    case: Case, primary: ReviewedClip, road_map: RoadMap | None, signals: list[Json]
) -> list[Json]:
    """All events of the two vehicles of the contact and of the lights, in order of time."""
    events = [
        *_contacts(primary),
        *_brakings(primary),
        *_passings(case),
        *_rests(primary),
        *(_entries(primary, road_map) if road_map else ()),
    ]
    worded = [_in_party_terms(case, event) for event in events]
    return sorted((*worded, *_changes(signals)), key=lambda event: float(str(event["t_s"])))


def _event(kind: str, track: TrackId | None, when: _When, words: tuple[str, str]) -> Json:
    return {
        "t_s": time_s(when.t_s),
        "interval_s": [time_s(when.from_s), time_s(when.to_s)],
        "kind": kind,
        "track": None if track is None else str(track),
        "zh": words[0],
        "en": words[1],
    }


def _contacts(primary: ReviewedClip) -> Iterator[Json]:
    for one in primary.found.collisions:
        first, second = one.tracks
        words = (
            f"车辆{first}与车辆{second}接触",
            f"Vehicle {first} and vehicle {second} touched",
        )
        yield _event("contact", None, _When.within(one.pts_s, one.pts_interval_s), words)


def _brakings(primary: ReviewedClip) -> Iterator[Json]:
    for track in pair_of(primary.found):
        for one in primary.found.brake_onsets(track):
            begun = ("开始制动", "began to brake")
            zh, en = begun if one.seen_to_begin else ("已在制动", "was braking already")
            when = _When.within(one.pts_s, one.pts_interval_s)
            yield _event("braked", track, when, (f"车辆{track}{zh}", f"Vehicle {track} {en}"))


def _passings(case: Case) -> Iterator[Json]:
    """Lines passed, as the facts tell them; what two facts tell of one moment is said once."""
    told: set[tuple[str, TrackId, float]] = set()
    for fact in case.proposal.facts if case.proposal else ():
        if fact.kind not in PASSING or fact.truth is not Truth.TRUE or not fact.evidence:
            continue
        at_s = fact.evidence[0].pts_s
        key = (PASSING[fact.kind], fact.party, round(at_s, 1))
        if key in told:
            continue
        told.add(key)
        words = (fact.sentence_zh, fact.sentence_en)
        yield _event(key[0], fact.party, _When.within(at_s, fact.at_pts_s), words)


def _rests(primary: ReviewedClip) -> Iterator[Json]:
    """When each of the two came to rest after they touched."""
    contact_s = min((one.pts_s for one in primary.found.collisions), default=None)
    if contact_s is None:
        return
    for track in pair_of(primary.found):
        at_s = rest_s(primary.found.trajectory(track), contact_s)
        if at_s is not None:
            words = (f"车辆{track}停住", f"Vehicle {track} came to rest")
            yield _event("rest", track, _When.at(at_s), words)


def rest_s(trajectory: GroundTrajectory, after_s: float) -> float | None:
    """The first moment from `after_s` on at which it stands for a while; None if never."""
    slow = np.abs(trajectory.speed_mps) < REST_MPS
    for row in np.flatnonzero(slow & (trajectory.pts_s >= after_s)):
        until = np.searchsorted(trajectory.pts_s, trajectory.pts_s[row] + REST_S)
        if until < len(slow) and bool(slow[row:until].all()):
            return float(trajectory.pts_s[row])
    return None


def _entries(primary: ReviewedClip, road_map: RoadMap) -> Iterator[Json]:
    """When the middle of each of the two first came into each conflict area."""
    for track in pair_of(primary.found):
        one = primary.found.trajectory(track)
        for area in road_map.conflict_areas:
            inside = intersects_xy(area.polygon, one.xy_m[:, 0], one.xy_m[:, 1])
            row = int(np.argmax(inside))
            if row == 0:  # never inside, or from the first moment on
                continue
            before_s, at_s = float(one.pts_s[row - 1]), float(one.pts_s[row])
            words = (
                f"车辆{track}中心进入路口冲突区",
                f"The middle of vehicle {track} came into the conflict area",
            )
            yield _event("entered-conflict-area", track, _When(at_s, before_s, at_s), words)


def _changes(signals: list[Json]) -> Iterator[Json]:
    for signal in signals:
        phases, approach = signal["phases"], signal["approach"]
        for moment_s, phase in phases[1:] if isinstance(phases, list) else ():
            zh, en = PHASES.get(phase, ("信号不明", "unknown"))
            words = (f"进口{approach}信号变为{zh}", f"The light of approach {approach} turned {en}")
            yield _event("signal", None, _When.at(moment_s), words)


def _in_party_terms(case: Case, event: Json) -> Json:
    return event | {
        "zh": in_party_terms_zh(str(event["zh"]), case.party_tracks),
        "en": in_party_terms_en(str(event["en"]), case.party_tracks),
    }
