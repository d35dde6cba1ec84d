"""R28: did not let the other pass first where two met on a road without a centre line (会车未让).

Past an obstacle the clear side goes first, unless the obstructed one was in the stretch
already and the other was not. On a steep slope the one going up goes first, unless the one
going down was half way already. Where both or neither had an obstacle and the road is level,
or one side leans on a mountain, it finds nobody: who should have given way is the officer's.
With a centre line painted, the line decides (R04, R05, M13).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R28"
PROVISIONS = ("REG-48",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was it `at_fault` who had to wait, and did it drive on and meet `against`?"""
    always = (
        Condition(FactKind.MEETING, at_fault),
        Condition(FactKind.MOVING_FORWARD, at_fault),
        Condition(FactKind.REVERSING, against, wanted=False),
    )
    finding = _finding(at_fault, against)
    orders = (
        *_past_an_obstacle(at_fault, against),
        *_on_a_slope(at_fault, against),
    )
    return strongest(tuple(weigh(facts, (*always, *order), finding) for order in orders))


def _past_an_obstacle(at_fault: TrackId, against: TrackId) -> tuple[tuple[Condition, ...], ...]:
    """The obstructed one came second, or the clear one did not let it finish."""
    obstructed_second = (
        Condition(FactKind.DETOURING, at_fault),
        Condition(FactKind.DETOURING, against, wanted=False),
        Condition(FactKind.IN_NARROWS_FIRST, at_fault, wanted=False),
    )
    clear_second = (
        Condition(FactKind.DETOURING, against),
        Condition(FactKind.DETOURING, at_fault, wanted=False),
        Condition(FactKind.IN_NARROWS_FIRST, against),
    )
    return obstructed_second, clear_second


def _on_a_slope(at_fault: TrackId, against: TrackId) -> tuple[tuple[Condition, ...], ...]:
    """The one going down did not wait, or the one going up did not although it had to."""
    unobstructed = (
        Condition(FactKind.DETOURING, at_fault, wanted=False),
        Condition(FactKind.DETOURING, against, wanted=False),
    )
    downwards = (
        Condition(FactKind.GOING_DOWNHILL, at_fault),
        Condition(FactKind.HALF_WAY_DOWN_FIRST, at_fault, wanted=False),
    )
    upwards = (
        Condition(FactKind.GOING_DOWNHILL, against),
        Condition(FactKind.HALF_WAY_DOWN_FIRST, against),
    )
    return (*unobstructed, *downwards), (*unobstructed, *upwards)


def _finding(at_fault: TrackId, against: TrackId) -> Finding:
    second, first = vehicle(at_fault), vehicle(against)
    return Finding(
        rule_code=CODE,
        provisions=PROVISIONS,
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh=f"{second.zh}在没有中心线的道路上会车时，未让应当先行的{first.zh}先行，"
        "与其发生碰撞",
        sentence_en=f"{second.opening_en}, meeting {first.en} on a road without a centre"
        " line, did not let it go first as it should have, and collided with it",
    )
