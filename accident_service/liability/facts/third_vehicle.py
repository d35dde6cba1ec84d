"""Did a party nearly meet a third vehicle just before the contact?

One that made another swerve can be responsible without touching anybody (SPR-60 asks what
part a conduct played). Nearness is all that is told here; why it swerved is for an officer.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import metres, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.event import NearMiss

DETECTOR = "third-vehicle/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """THIRD_VEHICLE_CLOSE of each party."""
    return tuple(_close(seen, party) for party, _ in seen.pairs)


def _close(seen: Observation, party: TrackId) -> Fact:
    nearest = min(_with_third(seen, party), key=lambda miss: miss.gap_m.value, default=None)
    truth = Truth.FALSE
    if nearest is not None:
        truth = Truth.of_below(nearest.gap_m.interval, seen.thresholds.third_vehicle_m)
    third = next((one for one in nearest.tracks if one != party), None) if nearest else None
    us = vehicle(party)
    zh = en = ""
    if nearest is not None and third is not None:
        gap = metres(
            Interval(max(nearest.gap_m.interval.low, 0), max(nearest.gap_m.interval.high, 0))
        )
        zh, en = f"（与车辆{third}最近{gap.zh}）", f" (vehicle {third}, within {gap.en})"
    return Fact(
        kind=FactKind.THIRD_VEHICLE_CLOSE,
        party=party,
        other=third,
        truth=truth,
        value=nearest.gap_m.interval if nearest else None,
        unit="m" if nearest else "",
        at_pts_s=Interval(nearest.pts_s, nearest.pts_s) if nearest else None,
        evidence=(seen.pointer(party, nearest.pts_s if nearest else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}与第三方车辆险些相碰：{verdict(truth).zh}{zh}",
        sentence_en=f"Before contact {us.en} nearly met a third vehicle: {verdict(truth).en}{en}",
    )


def _with_third(seen: Observation, party: TrackId) -> list[NearMiss]:
    """The near misses of the party with others, in the seconds before the contact."""
    start_s = seen.before_pts_s - seen.thresholds.third_vehicle_window_s
    return [
        miss
        for miss in seen.reconstruction.near_misses
        if party in miss.tracks
        and set(miss.tracks) != set(seen.collision.tracks)
        and start_s <= miss.pts_s <= seen.before_pts_s
    ]
