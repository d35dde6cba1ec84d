"""What the law makes of a clip on which no vehicle touched another: perhaps one drove alone.

A vehicle stopped as by a blow, at a kerb, a fence or off the road and with nobody near, ran
into something by itself. The finding is shown and no grades are proposed: that a blow was
one rests on smoothed motion alone, and no second track confirms it.
"""

from accident_service.liability.fact import Facts, Truth
from accident_service.liability.facts.fixed_object import lone_hits
from accident_service.liability.finding import Finding, Reason
from accident_service.liability.road_map import RoadMap
from accident_service.liability.rulebook import Rulebook
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.result import Reconstruction

RULE = "R34"
NOBODY = TrackId("-")


def lone_findings(
    found: Reconstruction, road_map: RoadMap, law: Rulebook
) -> tuple[Facts, tuple[Finding, ...]]:
    """What was found of vehicles that ran into something by themselves; most often nothing.

    Two that both lost their speed so on one clip are more likely its fault than theirs.
    """
    facts = lone_hits(found, road_map, law.thresholds)
    hits = [fact for fact in facts if fact.truth is Truth.TRUE]
    rules = [rule for rule in law.rules if rule.code == RULE]
    if len(hits) != 1 or not rules:
        return Facts(facts), ()
    (hit,) = hits
    return Facts(facts), (
        Finding(
            rule_code=RULE,
            provisions=rules[0].provisions,
            at_fault=hit.party,
            against=NOBODY,
            relied_on=(hit,),
            sentence_zh=hit.sentence_zh,
            sentence_en=hit.sentence_en,
        ),
    )


def lone_reason(finding: Finding) -> Reason:
    """Why the officer is asked to look at a clip without any contact between vehicles."""
    return Reason(
        code=f"officer-{finding.rule_code}",
        zh=f"录像中未发现车辆相互接触；{finding.sentence_zh}；请民警核对",
        en=f"No contact between vehicles is seen; {finding.sentence_en}; for the officer to check",
    )
