"""Chains as officers untangle them: who was struck first, and was anybody pushed."""

from accident_service.liability.chain import ChainDivision, Link, divide_chain
from accident_service.liability.finding import Reason
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

FIRST, MIDDLE, LAST, BEHIND = (TrackId(name) for name in ("t1", "t2", "t3", "t4"))


def ran_into(
    striker: TrackId,
    struck: TrackId,
    at_s: float,
    *,
    doubt_s: float = 0.05,
    halted: frozenset[TrackId] | None = None,
) -> Link:
    """A rear-end contact whose pair alone makes the striker answer; the struck one stood."""
    return Link(
        tracks=(struck, striker),
        touched_pts_s=Interval(at_s - doubt_s, at_s + doubt_s),
        grades=((striker, Grade.FULL), (struck, Grade.NONE)),
        rule_code="R01",
        halted=frozenset({struck}) if halted is None else halted,
    )


def codes(division: ChainDivision) -> list[str]:
    return [reason.code for reason in division.reasons]


def test_the_last_pushed_the_standing_middle_into_the_first_and_answers_for_all() -> None:
    division = divide_chain((ran_into(MIDDLE, FIRST, 5.6), ran_into(LAST, MIDDLE, 5.0)))

    assert dict(division.grades) == {FIRST: "none", MIDDLE: "none", LAST: "full"}
    assert [pair.answers for pair in division.pairs] == [LAST, LAST]
    assert codes(division) == ["chain-pushed"]
    assert dict(division.pairs[1].grades) == {LAST: "full", FIRST: "none", MIDDLE: "none"}


def test_the_middle_struck_the_first_before_it_was_struck_each_pair_stands_alone() -> None:
    division = divide_chain((ran_into(MIDDLE, FIRST, 5.0), ran_into(LAST, MIDDLE, 5.6)))

    assert division.grades == ()
    assert [pair.answers for pair in division.pairs] == [MIDDLE, LAST]
    assert dict(division.pairs[0].grades) == {MIDDLE: "full", FIRST: "none"}
    assert dict(division.pairs[1].grades) == {LAST: "full", MIDDLE: "none"}
    assert codes(division) == ["chain-per-pair"]


def test_an_order_within_its_intervals_is_for_an_officer() -> None:
    links = (
        ran_into(MIDDLE, FIRST, 5.2, doubt_s=0.2),
        ran_into(LAST, MIDDLE, 5.0, doubt_s=0.2),
    )

    for given in (links, links[::-1]):
        division = divide_chain(given)
        assert division.grades == ()
        assert codes(division) == ["chain-order-unknown", "several-contacts"]
        # That the last ran into the middle is clear all the same.
        assert {pair.answers for pair in division.pairs} == {LAST, None}


def test_whether_a_moving_middle_was_pushed_is_for_an_officer() -> None:
    links = (
        ran_into(LAST, MIDDLE, 5.0, halted=frozenset()),
        ran_into(MIDDLE, FIRST, 5.6),
    )

    division = divide_chain(links)

    assert division.grades == ()
    assert codes(division) == ["chain-push-unknown", "several-contacts"]


def test_a_push_passes_through_four_vehicles() -> None:
    division = divide_chain(
        (
            ran_into(BEHIND, LAST, 5.0),
            ran_into(LAST, MIDDLE, 5.4),
            ran_into(MIDDLE, FIRST, 5.8),
        )
    )

    assert dict(division.grades) == {
        FIRST: "none",
        MIDDLE: "none",
        LAST: "none",
        BEHIND: "full",
    }


def test_a_pair_that_cannot_be_divided_leaves_the_chain_open_with_its_reason() -> None:
    why = Reason(code="undecided-fact", zh="不明", en="unknown")
    unknown = Link(
        tracks=(FIRST, MIDDLE), touched_pts_s=Interval(4.9, 5.1), grades=(), reasons=(why,)
    )

    division = divide_chain((unknown, ran_into(LAST, MIDDLE, 6.0)))

    assert division.grades == ()
    assert codes(division) == ["undecided-fact", "several-contacts"]
    assert division.pairs[1].answers == LAST


def test_an_earlier_blow_nobody_can_divide_may_have_pushed_it() -> None:
    blow = Link(
        tracks=(MIDDLE, LAST),
        touched_pts_s=Interval(4.9, 5.1),
        grades=(),
        halted=frozenset({MIDDLE}),
    )

    division = divide_chain((ran_into(MIDDLE, FIRST, 6.0), blow))

    assert division.grades == ()
    assert codes(division) == ["chain-push-unknown", "several-contacts"]


def test_one_that_strikes_two_answers_for_both() -> None:
    division = divide_chain((ran_into(LAST, FIRST, 5.0), ran_into(LAST, MIDDLE, 5.5)))

    assert dict(division.grades) == {FIRST: "none", MIDDLE: "none", LAST: "full"}
    assert division.reasons == ()
