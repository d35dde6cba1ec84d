"""One contact judged: its facts, what the law makes of them, and how they are divided."""

from dataclasses import dataclass

from accident_service.liability.apportionment import Apportionment, apportion
from accident_service.liability.considered import Considered, Law, consider
from accident_service.liability.fact import Facts
from accident_service.liability.facts.detect import detect_facts
from accident_service.liability.facts.observe import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """From the facts of one contact to its division, every step kept."""

    facts: Facts
    considered: Considered
    apportionment: Apportionment


def judge(seen: Observation, law: Law) -> Judgement:
    """What the law of the day makes of one contact; the evidence gate is asked elsewhere."""
    facts = detect_facts(seen)
    considered = consider(law, facts, seen.collision.tracks)
    return Judgement(facts=facts, considered=considered, apportionment=apportion(facts, considered))
