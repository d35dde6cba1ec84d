import pytest

from accident_service.liability.contribution import Fault, contributed
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

A = TrackId("t1")
ONE, OTHER, AHEAD = FactKind.DROVE_UNLIT, FactKind.STANDING_UNLIT, FactKind.AHEAD_IN_PATH
FAULT = Fault(
    code="C03", provisions=("REG-58",), kinds=(ONE, OTHER), said=Text("未开灯", "was unlit")
)


def facts(**truths: Truth) -> Facts:
    told = {"one": ONE, "other": OTHER, "ahead": AHEAD}
    return Facts(
        tuple(
            Fact(
                kind=told[name], party=A, truth=truth, sentence_zh=name, sentence_en=f"fact {name}"
            )
            for name, truth in truths.items()
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "truth"),
    [
        (Truth.TRUE, Truth.FALSE, Truth.TRUE),
        (Truth.UNKNOWN, Truth.FALSE, Truth.UNKNOWN),
        (Truth.FALSE, Truth.FALSE, Truth.FALSE),
    ],
)
def test_any_of_its_kinds_establishes_it(one: Truth, other: Truth, truth: Truth) -> None:
    found = contributed(FAULT, facts(one=one, other=other), A)

    assert found.truth is truth
    assert found.sentence_en.startswith("Vehicle t1 was unlit: fact one")
    assert bool(found.relied_on) is (truth is not Truth.UNKNOWN)


def test_a_condition_that_is_not_met_excludes_it() -> None:
    fault = Fault(code="C09", provisions=(), kinds=(ONE,), said=Text("急刹", "x"), provided=AHEAD)

    assert contributed(fault, facts(one=Truth.TRUE, ahead=Truth.FALSE), A).truth is Truth.FALSE
    assert contributed(fault, facts(one=Truth.TRUE, ahead=Truth.TRUE), A).truth is Truth.TRUE
