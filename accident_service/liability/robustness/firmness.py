"""In how many of the worlds that may have been does each rule fire, and is the division the same?

Monte Carlo over the measurements' own doubts (JCGM 101:2008): each draw is a world with one
possible error of every place, heading, speed, size and clock. A proposal is firm only where
nearly all of them divide alike.
"""

from collections import Counter

import numpy as np

from accident_service.liability.considered import Law
from accident_service.liability.fact import Facts, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.robustness.rejudged import Division, division, rejudged
from accident_service.liability.robustness.worlds import drawn, thinned, world
from accident_service.liability.second_look import Firmness, RuleShare
from accident_service.quantities.identifiers import TrackId

# Enough to tell 97.5 % from 90 %; each costs a tenth of a second. [design]
WORLD_COUNT = 80
# The same measurements give the same worlds.
SEED = 20180501


def possible_worlds(seen: Observation, count: int = WORLD_COUNT) -> tuple[Observation, ...]:
    """Worlds drawn from the measurements' doubts; the same ones for the same measurements."""
    rng = np.random.default_rng(SEED)
    thin = thinned(seen)
    return tuple(world(thin, drawn(thin, rng)) for _ in range(count))


def firmness(
    worlds: tuple[Observation, ...], law: Law, *, facts: Facts, proposed: Division
) -> Firmness:
    """Judge every world, and count.

    Args:
        facts: Of the measurements themselves; what is not resampled is taken from them.
        proposed: The division to compare with; empty where nothing is proposed.
    """
    same, fired = 0, Counter[tuple[str, TrackId]]()
    for there in worlds:
        considered, apportioned = rejudged(there, law, facts)
        same += division(apportioned) == proposed
        fired.update(
            (one.rule_code, one.at_fault)
            for one in considered.assessments
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
