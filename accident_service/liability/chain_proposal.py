"""A proposal for a chain: every contact judged by itself, then divided in order of time."""

from accident_service.liability.chain import Link, divide_chain
from accident_service.liability.evidence_gate import refusals
from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.judge import Judgement, judge
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.rules import undetermined

# A vehicle that surely stood, or surely braked, when it was struck.
HALTED = (FactKind.STATIONARY, FactKind.BRAKED_BEFORE_CONTACT)


def propose_chain(contacts: tuple[Observation, ...], law: Rulebook) -> LiabilityProposal:
    """Divide the contacts of three or more vehicles; never firmly, an officer looks first.

    Args:
        contacts: The first contact of each pair, as the detectors see it.
    """
    judged = [(seen, judge(seen, law)) for seen in contacts]
    division = divide_chain(tuple(_link(seen, judgement) for seen, judgement in judged))
    found = [(one.apportionment, one.considered) for _, one in judged]
    return LiabilityProposal(
        grades=division.grades,
        abstained=not division.grades,
        reasons=division.reasons,
        refer=(),
        rule_code=_rule_code(judged) if division.grades else undetermined.CODE,
        strength=Strength.LIMITED,
        findings=tuple(finding for divided, _ in found for finding in divided.findings),
        facts=Facts(tuple(fact for _, one in judged for fact in one.facts)),
        excluded=tuple(one for divided, _ in found for one in divided.excluded),
        rulebook_version=law.version,
        mixed=tuple(one for _, considered in found for one in considered.mixed),
        contributions=tuple(one for _, considered in found for one in considered.contributions),
        pairs=division.pairs,
    )


def _link(seen: Observation, judgement: Judgement) -> Link:
    refused = refusals(seen.reconstruction, seen.collision, seen.thresholds)
    result = judgement.apportionment
    halted = frozenset(
        party
        for party, _ in seen.pairs
        if any(judgement.facts.about(kind, party).truth is Truth.TRUE for kind in HALTED)
    )
    return Link(
        tracks=seen.collision.tracks,
        touched_pts_s=seen.collision.pts_interval_s,
        grades=() if refused else result.grades,
        reasons=refused or result.reasons,
        rule_code=result.rule_code,
        halted=halted,
    )


def _rule_code(judged: list[tuple[Observation, Judgement]]) -> str:
    """The rule of the contact that came first."""
    first = min(judged, key=lambda one: one[0].collision.pts_interval_s.low)
    return first[1].apportionment.rule_code
