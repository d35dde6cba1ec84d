"""In how many of the worlds that may have been does each rule fire, and is the division the same?

Monte Carlo over the measurements' own doubts (JCGM 101:2008): each draw is a world with one
possible error of every place, heading, speed, size and clock. A proposal is firm only where
nearly all of them divide alike.
"""

from collections import Counter

import numpy as np

from accident_service.liability.apportionment import Division
from accident_service.liability.considered import Law
from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.judge import judge
from accident_service.liability.robustness.worlds import drawn, world
from accident_service.liability.second_look import Firmness, RuleShare
from accident_service.quantities.identifiers import TrackId

# Enough to tell 97.5 % from 90 %; each costs some 50 ms. [design]
WORLD_COUNT = 80
# The same measurements give the same worlds.
SEED = 20180501


def possible_worlds(thin: Observation, count: int = WORLD_COUNT) -> tuple[Observation, ...]:
    """Worlds drawn from the doubts of a thinned scene; the same ones for the same measurements."""
    rng = np.random.default_rng(SEED)
    return tuple(world(thin, drawn(thin, rng)) for _ in range(count))


def firmness(worlds: tuple[Observation, ...], law: Law, *, proposed: Division) -> Firmness:
    """Judge every world, and count.

    Args:
        proposed: The division to compare with; empty where nothing is proposed.
    """
    same, fired = 0, Counter[tuple[str, TrackId]]()
    for there in worlds:
        judgement = judge(there, law)
        same += judgement.apportionment.division == proposed
        fired.update(
            (one.rule_code, one.at_fault)
            for one in judgement.considered.assessments
            if one.truth is Truth.TRUE
        )
    return Firmness(
        worlds=len(worlds),
        same_share=same / len(worlds),
        rules=tuple(
            RuleShare(rule_code=code, at_fault=party, share=count / len(worlds))
            for (code, party), count in sorted(fired.items(), key=lambda one: (-one[1], one[0]))
        ),
    )
