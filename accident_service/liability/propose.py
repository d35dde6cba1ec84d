"""From a reconstruction to a proposal: gate, facts, rules, shares, in that order.

The same inputs and the same rulebook give the same proposal, to the byte.
"""

from dataclasses import replace
from datetime import date

from accident_service.liability.chain_proposal import propose_chain
from accident_service.liability.evidence_gate import refusals
from accident_service.liability.fact import Fact, Facts
from accident_service.liability.facts.detect import detect_facts
from accident_service.liability.facts.observe import Observation
from accident_service.liability.finding import Reason
from accident_service.liability.judge import Judgement, judge
from accident_service.liability.phrasing import metres
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.road_map import RoadMap
from accident_service.liability.robustness.firmness import WORLD_COUNT
from accident_service.liability.robustness.look_again import look_again
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.rules import undetermined
from accident_service.liability.second_look import SecondLook
from accident_service.liability.signal_log import SignalLog
from accident_service.liability.single_vehicle import lone_findings, lone_reason
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.ground.trajectory import VehicleClass
from accident_service.reconstruction.result import Reconstruction

NOT_MOTOR_VEHICLES = (VehicleClass.TWO_WHEELER, VehicleClass.PEDESTRIAN)
REFER_NOT_MOTOR = "REF_NON_MOTOR"
NOT_MOTOR = Reason(
    code="not-motor-vehicles",
    zh="事故涉及非机动车或行人，不适用远程自动建议",
    en="A cyclist, rider or pedestrian is involved; such cases are not proposed remotely",
)


def propose(  # noqa: PLR0913 - everything a proposal is made from, by name
    reconstruction: Reconstruction,
    road_map: RoadMap,
    signals: SignalLog,
    *,
    occurred_on: date,
    rulebook: Rulebook,
    clip: str = "",
    worlds: int = WORLD_COUNT,
    told: tuple[Fact, ...] = (),
) -> LiabilityProposal:
    """Propose who is responsible for the contact, or say why that cannot be told.

    Args:
        signals: Phases on the clip's own clock; an empty log where none is known.
        occurred_on: The accident's day, by which the law is chosen.
        clip: The recording's name, written into every pointer to the evidence.
        worlds: How many worlds the second look draws; with none there is no second look.
        told: Facts an officer told; they stand in place of what is measured.
    """
    law = rulebook.in_force(occurred_on)
    proposal = _judged(
        reconstruction,
        road_map,
        signals,
        law=law,
        on=occurred_on,
        clip=clip,
        worlds=worlds,
        told=told,
    )
    return replace(
        proposal,
        rule_pack=law.pack.id,
        rule_pack_version=law.pack_version,
        thresholds=law.thresholds_of(proposal.turns_on),
    )


def _judged(  # noqa: PLR0913 - as `propose`
    reconstruction: Reconstruction,
    road_map: RoadMap,
    signals: SignalLog,
    *,
    law: Rulebook,
    on: date,
    clip: str,
    worlds: int,
    told: tuple[Fact, ...],
) -> LiabilityProposal:
    contacts = _first_of_each_pair(reconstruction)
    if not contacts:
        return _alone(reconstruction, road_map, law)
    shortest_m = law.thresholds.gate_motor_vehicle_length_m
    if any(_not_motor_vehicle(reconstruction, contact, shortest_m) for contact in contacts):
        return _abstained(law, (NOT_MOTOR,), refer=(REFER_NOT_MOTOR,))
    seen, *more = (
        Observation(
            reconstruction=reconstruction,
            collision=contact,
            road_map=road_map,
            signals=signals,
            thresholds=law.thresholds,
            clip=clip,
            told_by_officer=told,
        )
        for contact in contacts
    )
    if not law.rules:
        return _abstained(law, (_no_law(on),), facts=detect_facts(seen))
    if more:
        return propose_chain((seen, *more), law)
    contact = seen.collision
    judgement = judge(seen, law)
    refused = refusals(reconstruction, contact, law.thresholds)
    if refused:
        return _abstained(law, refused, facts=judgement.facts)
    proposal = _as_proposal(judgement, law)
    if worlds:
        proposal = _looked_at_again(proposal, look_again(seen, law, judgement, worlds))
    return _with_assumed_facing(proposal, reconstruction, contact)


def _alone(reconstruction: Reconstruction, road_map: RoadMap, law: Rulebook) -> LiabilityProposal:
    """No vehicle touched another; one that ran into something by itself is shown."""
    facts, findings = lone_findings(reconstruction, road_map, law)
    if not findings:
        return _abstained(law, (_no_collision(reconstruction),), rule_code=None)
    reasons = tuple(lone_reason(finding) for finding in findings)
    shown = _abstained(law, reasons, rule_code=findings[0].rule_code, facts=facts)
    return replace(shown, findings=findings)


def _as_proposal(judgement: Judgement, law: Rulebook) -> LiabilityProposal:
    result, considered = judgement.apportionment, judgement.considered
    return LiabilityProposal(
        grades=result.grades,
        abstained=not result.grades,
        reasons=result.reasons,
        refer=(),
        rule_code=result.rule_code,
        strength=result.strength,
        findings=result.findings,
        facts=judgement.facts,
        excluded=result.excluded,
        rulebook_version=law.version,
        mixed=considered.mixed,
        contributions=considered.contributions,
    )


def _looked_at_again(proposal: LiabilityProposal, look: SecondLook) -> LiabilityProposal:
    """The proposal with its second look; not firm where noise could have divided otherwise."""
    looked = replace(proposal, second_look=look)
    if proposal.strength is not Strength.FIRM or look.firmness.is_firm:
        return looked
    share = f"{look.firmness.same_share:.1%}"
    hangs = Reason(
        code="hangs-on-noise",
        zh=f"测量值在误差范围内随机变动，重新计算{look.firmness.worlds}次，仅{share}得出同样的责任划分",
        en=f"Worked out {look.firmness.worlds} times with the measurements moved at random within"
        f" their errors, it ended in this division only {share} of the time",
    )
    return replace(looked, strength=Strength.LIMITED, reasons=(*looked.reasons, hangs))


def _with_assumed_facing(
    proposal: LiabilityProposal, reconstruction: Reconstruction, contact: CollisionEvent
) -> LiabilityProposal:
    """The proposal with a reserve for each vehicle whose front is only assumed."""
    assumed = [
        track for track in contact.tracks if reconstruction.trajectory(track).facing_from_lane
    ]
    if proposal.abstained or not assumed:
        return proposal
    reserves = tuple(
        Reason(
            code="facing-from-lane",
            zh=f"车辆{track}静止后仅被推动，其车头朝向系按所在车道方向推定，请核对画面",
            en=f"Vehicle {track} was only pushed; it is taken to face along its lane (check)",
        )
        for track in assumed
    )
    return replace(proposal, strength=Strength.LIMITED, reasons=(*proposal.reasons, *reserves))


def _abstained(
    rulebook: Rulebook,
    reasons: tuple[Reason, ...],
    *,
    rule_code: str | None = undetermined.CODE,
    facts: Facts | None = None,
    refer: tuple[str, ...] = (),
) -> LiabilityProposal:
    return LiabilityProposal(
        grades=(),
        abstained=True,
        reasons=reasons,
        refer=refer,
        rule_code=rule_code,
        strength=Strength.LIMITED,
        findings=(),
        facts=facts or Facts(()),
        excluded=(),
        rulebook_version=rulebook.version,
    )


def _first_of_each_pair(reconstruction: Reconstruction) -> tuple[CollisionEvent, ...]:
    """The first touch of every pair, in order of time; later touches of a pair add nothing."""
    first: dict[frozenset[str], CollisionEvent] = {}
    for event in sorted(reconstruction.collisions, key=lambda event: event.pts_s):
        first.setdefault(frozenset(event.tracks), event)
    return tuple(first.values())


def _not_motor_vehicle(
    reconstruction: Reconstruction, contact: CollisionEvent, least_length_m: float
) -> bool:
    """Is a party a two-wheeler or pedestrian, by class, or shorter than any car?"""
    parties = [reconstruction.trajectory(track) for track in contact.tracks]
    return any(
        party.vehicle_class in NOT_MOTOR_VEHICLES or party.dimensions.length_m < least_length_m
        for party in parties
    )


def _no_collision(reconstruction: Reconstruction) -> Reason:
    closest = min(
        reconstruction.near_misses, key=lambda miss: miss.gap_m.interval.high, default=None
    )
    zh = en = ""
    if closest:
        told = closest.gap_m.interval
        gap = metres(Interval(max(told.low, 0.0), max(told.high, 0.0)))
        pair_zh, pair_en = "、".join(closest.tracks), " and ".join(closest.tracks)
        zh = f"；车辆{pair_zh}最近距离{gap.zh}"
        en = f"; vehicles {pair_en} came within {gap.en}"
    return Reason(
        code="no-collision",
        zh=f"录像中未发现车辆接触{zh}",
        en=f"No contact between vehicles is seen in the footage{en}",
    )


def _no_law(on: date) -> Reason:
    return Reason(
        code="law-not-loaded",
        zh=f"规则库中没有{on}有效的规则",
        en=f"The rulebook holds no rule that was in force on {on}",
    )
