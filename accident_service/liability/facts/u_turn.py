"""Was a party turning round on the road, and is that forbidden where it did?

Past the angle that no ordinary turn reaches, it was turning round. Short of it a turn may
still have become anything, unless what is seen after the contact shows it driving on round.
One that has come into line with a lane again and stays there has finished.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.u_turn_ban import what_forbids
from accident_service.liability.facts.u_turning import (
    Turn,
    turn_before_contact,
    turned_by_the_end,
)
from accident_service.liability.phrasing import angle, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval

DETECTOR = "u-turn/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """U_TURNING and U_TURN_FORBIDDEN of each party."""
    facts: list[Fact] = []
    for party, _ in seen.pairs:
        turn = turn_before_contact(seen, party)
        turning = _u_turning(seen, party, turn)
        facts += [turning, _forbidden(seen, party, turn, turning.truth)]
    return tuple(facts)


def _u_turning(seen: Observation, party: TrackId, turn: Turn | None) -> Fact:
    turned = turn.turned_either_way if turn else None
    start_s = turn.poses[0].pts_s if turn else seen.before_pts_s
    truth = _round(seen, party, turn) if turn else Truth.UNKNOWN
    us, numbers = vehicle(party), angle(turned) if turned else None
    return Fact(
        kind=FactKind.U_TURNING,
        party=party,
        truth=truth,
        value=turned,
        unit="rad",
        at_pts_s=Interval(start_s, max(start_s, seen.before_pts_s)),
        evidence=(seen.pointer(party, start_s), seen.pointer(party)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}正在掉头：{verdict(truth).zh}，车头已转过"
        f"{numbers.zh if numbers else '不明角度'}",
        sentence_en=f"Before contact {us.en} was making a U-turn: {verdict(truth).en}, having"
        f" turned {numbers.en if numbers else 'nobody knows how far'}",
    )


def _round(seen: Observation, party: TrackId, turn: Turn) -> Truth:
    limits = seen.thresholds
    turned = turn.turned_either_way
    if turned.high <= limits.u_turn_least_rad or turn.follows_lanes or not turn.goes_on:
        return Truth.FALSE
    so_far = Truth.of_above(turned, limits.u_turn_turned_rad)
    if so_far is Truth.TRUE:
        return so_far
    later = turned_by_the_end(seen, party, turn)
    if later is not None and later.value * turn.turned.value > 0:
        whole = Estimate(abs(later.value), later.sigma).interval
        if whole.certainly_above(limits.u_turn_turned_rad):
            return Truth.TRUE
    return Truth.UNKNOWN


def _forbidden(seen: Observation, party: TrackId, turn: Turn | None, turning: Truth) -> Fact:
    banned, said = what_forbids(seen, turn)
    truth = turning.both(banned)
    us = vehicle(party)
    at_s = turn.poses[0].pts_s if turn else seen.before_pts_s
    return Fact(
        kind=FactKind.U_TURN_FORBIDDEN,
        party=party,
        truth=truth,
        at_pts_s=Interval(at_s, max(at_s, seen.before_pts_s)),
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}在禁止掉头处掉头：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"{us.opening_en} made a U-turn where none may be made:"
        f" {verdict(truth).en} ({said.en})",
    )
