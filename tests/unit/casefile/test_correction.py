from accident_service.casefile.correction import (
    CorrectingAct,
    Correction,
    PartiesChosen,
    Withdrawn,
    in_force,
    told,
    withdrawn_numbers,
)
from accident_service.liability.changes import FactTold
from accident_service.liability.fact import FactKind, Truth
from tests.fakes import examples

FACT = FactTold(kind=FactKind.REVERSING, party=examples.TRACK_A, truth=Truth.TRUE)
CHOICE = PartiesChosen(track_a=examples.TRACK_A, track_b=examples.TRACK_B)


def entered(*acts: CorrectingAct) -> tuple[Correction, ...]:
    return tuple(
        Correction(
            number=number,
            act=act,
            reason="逐帧查看画面后确认。",
            officer=examples.officer().id,
            officer_name=examples.officer().name,
            corrected_at=examples.NOON,
        )
        for number, act in enumerate(acts, start=1)
    )


def numbers(*acts: CorrectingAct) -> list[int]:
    return [one.number for one in in_force(entered(*acts))]


def test_everything_entered_is_in_force() -> None:
    assert numbers(FACT, CHOICE) == [1, 2]


def test_what_was_withdrawn_is_not() -> None:
    assert numbers(FACT, CHOICE, Withdrawn(number=1)) == [2]


def test_a_withdrawal_withdrawn_brings_it_back() -> None:
    acts = (FACT, Withdrawn(number=1), Withdrawn(number=2))

    assert numbers(*acts) == [1]
    assert withdrawn_numbers(entered(*acts)) == {2}
    assert numbers(*acts, Withdrawn(number=3)) == []


def test_the_law_is_told_of_measurements_only() -> None:
    assert [one.change for one in told(entered(CHOICE, FACT))] == [FACT]
    assert told(entered(FACT))[0].told_by == examples.officer().name
