"""Look at one judgement a second time: firmness, sensitivity, suppositions, what is missing."""

from collections.abc import Iterable

from accident_service.liability.considered import Law
from accident_service.liability.fact import Fact, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.judge import Judgement
from accident_service.liability.proposal import Strength
from accident_service.liability.robustness.counterfactual import counterfactuals
from accident_service.liability.robustness.firmness import firmness, possible_worlds
from accident_service.liability.robustness.further_evidence import further_evidence
from accident_service.liability.robustness.sensitivity import flips
from accident_service.liability.robustness.worlds import thinned
from accident_service.liability.rules.undetermined import distance_from_firing
from accident_service.liability.second_look import SecondLook

# A gap is a number with an interval of its own; fewer worlds tell its spread well enough. [design]
SUPPOSED_WORLDS = 30


def look_again(seen: Observation, law: Law, judgement: Judgement, count: int) -> SecondLook:
    """Everything that is told of a judgement beside the judgement.

    Args:
        count: How many worlds to draw; a judgement that is not firm already gets fewer,
            because no share could make it so.
    """
    thin = thinned(seen)
    firm = judgement.apportionment.strength is Strength.FIRM
    worlds = possible_worlds(thin, count if firm else min(count, SUPPOSED_WORLDS))
    at_fault = frozenset(finding.at_fault for finding in judgement.considered.all_findings)
    return SecondLook(
        firmness=firmness(worlds, law, proposed=judgement.apportionment.division),
        flips=flips(thin, law),
        counterfactuals=counterfactuals(worlds[:SUPPOSED_WORLDS], judgement.facts, at_fault),
        further_evidence=further_evidence(_open(judgement)),
    )


def _open(judgement: Judgement) -> Iterable[Fact]:
    """The facts that stand between some rule and an answer, nearest rules first."""
    undecided = [one for one in judgement.considered.assessments if one.truth is Truth.UNKNOWN]
    for assessment in sorted(undecided, key=distance_from_firing):
        yield from assessment.undecided
