"""Random small accidents, disturbed: what must not matter does not, and noise only takes away.

The situations are those of the stated drives; speeds, places and doubts are drawn.
"""

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.propose import propose
from accident_service.liability.rulebook import Rulebook
from tests.unit.liability.disturbed import (
    later,
    listed_the_other_way,
    mirrored,
    renamed,
    turned_and_moved,
)
from tests.unit.liability.drives import (
    OCCURRED_ON,
    A,
    Accident,
    B,
)
from tests.unit.liability.random_drives import Drawn, accidents

EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True)

# Not in the mirror: the one from the left yields (R03L), the left half of an undivided road is
# the wrong one (R04, M13), turning right on red (R08) and past it (R06), right turns yield to
# left ones (R09), the right-hand road goes first (R11), overtaking keeps left, and passing on
# the right is none (R14 to R17), a third vehicle is looked for left of the centre (M11), and
# whoever drives round an obstacle does so to the left (R28).
SIDED = frozenset(
    {"R03L", "R04", "R06", "R08", "R09", "R11", "R14", "R15", "R16", "R17", "R28", "M11", "M13"}
)


def outcome(proposal: LiabilityProposal) -> tuple[object, ...]:
    """What a party would notice."""
    return (
        dict(proposal.grades),
        proposal.rule_code,
        proposal.strength,
        sorted(reason.code for reason in proposal.reasons),
    )


def proposed_by_even_law(accident: Accident) -> LiabilityProposal:
    """By the rules that would be the same where people drive on the left."""
    law = Rulebook.built_in()
    even = replace(
        law,
        rules=tuple(rule for rule in law.rules if rule.code not in SIDED),
        mixed_cases=tuple(one for one in law.mixed_cases if one.code not in SIDED),
    )
    return propose(
        accident.found,
        accident.road_map,
        accident.signals,
        occurred_on=OCCURRED_ON,
        rulebook=even,
        worlds=0,
    )


def with_more_noise(accident: Accident, times: float) -> Accident:
    """The same motions, measured so many times worse."""
    found = accident.found
    return replace(
        accident,
        found=replace(
            found,
            trajectories=tuple(
                replace(
                    one,
                    xy_sigma_m=one.xy_sigma_m * times,
                    heading_sigma_rad=one.heading_sigma_rad * times,
                    speed_sigma_mps=one.speed_sigma_mps * times,
                )
                for one in found.trajectories
            ),
        ),
    )


@EXAMPLES
@given(accidents())
def test_in_a_mirror_a_law_without_sides_says_the_same(drawn: Drawn) -> None:
    seen, reflected = (
        proposed_by_even_law(drawn.accident),
        proposed_by_even_law(mirrored(drawn.accident)),
    )

    assert outcome(reflected) == outcome(seen)


@EXAMPLES
@given(accidents())
def test_names_and_their_order_decide_nothing(drawn: Drawn) -> None:
    seen = outcome(drawn.accident.proposed())
    exchanged = renamed(listed_the_other_way(drawn.accident), {A: B, B: A}).proposed()
    back = tuple((B if name == A else A, grade) for name, grade in exchanged.grades)

    assert outcome(replace(exchanged, grades=back)) == seen


@EXAMPLES
@given(
    accidents(),
    st.floats(-math.pi, math.pi),
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
    st.floats(0.0, 3600.0),
)
def test_where_and_when_it_happened_decides_nothing(
    drawn: Drawn, by_rad: float, to_m: tuple[float, float], by_s: float
) -> None:
    elsewhere = turned_and_moved(later(drawn.accident, by_s), by_rad=by_rad, to_m=to_m)

    assert outcome(elsewhere.proposed()) == outcome(drawn.accident.proposed())


@EXAMPLES
@given(accidents(), st.floats(1.2, 8.0))
def test_more_noise_makes_nothing_firmer_and_turns_it_against_nobody_else(
    drawn: Drawn, times: float
) -> None:
    seen, blurred = drawn.accident.proposed(), with_more_noise(drawn.accident, times).proposed()

    assert firmness(blurred) <= firmness(seen)
    assert blurred.abstained or blurred.grades == seen.grades


def firmness(proposal: LiabilityProposal) -> int:
    """0 where it cannot be told, 1 with a reserve, 2 firm."""
    return 0 if proposal.abstained else 1 + (proposal.strength is Strength.FIRM)
