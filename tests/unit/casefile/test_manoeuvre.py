from accident_service.casefile.manoeuvre import (
    BEHIND,
    DRIVEN,
    FROM_THE_LEFT,
    FROM_THE_RIGHT,
    NOT_TOLD,
    ONCOMING,
    PARKED,
    SAME_WAY,
    SAME_WAY_AHEAD,
    manoeuvre_of,
    relation_of,
)
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.quantities.identifiers import TrackId

US, THEM = TrackId("V1"), TrackId("V2")


def certain(*kinds: tuple[FactKind, TrackId], truth: Truth = Truth.TRUE) -> Facts:
    return Facts(
        tuple(
            Fact(kind=kind, party=party, truth=truth, sentence_zh="", sentence_en="")
            for kind, party in kinds
        )
    )


def test_what_tells_most_of_the_moment_comes_first() -> None:
    facts = certain((FactKind.TURNING, US), (FactKind.TURNING_LEFT, US))
    assert manoeuvre_of(facts, US).zh == "左转弯"
    assert manoeuvre_of(certain((FactKind.STATIONARY, US), (FactKind.TURNING, US)), US).zh == "停驶"
    assert manoeuvre_of(certain((FactKind.STANDING_OFF_LANES, US)), US) is PARKED


def test_what_is_unknown_or_of_the_other_says_nothing() -> None:
    doubted = certain((FactKind.REVERSING, US), truth=Truth.UNKNOWN)
    assert manoeuvre_of(doubted, US) is DRIVEN
    assert manoeuvre_of(certain((FactKind.REVERSING, THEM)), US) is DRIVEN


def test_where_the_other_was_is_told_from_the_first() -> None:
    heading, ahead = FactKind.SAME_HEADING, FactKind.AHEAD_IN_PATH
    assert relation_of(certain((heading, US), (ahead, THEM)), US, THEM) is SAME_WAY_AHEAD
    assert relation_of(certain((heading, US), (ahead, US)), US, THEM) is BEHIND
    assert relation_of(certain((heading, THEM)), US, THEM) is SAME_WAY
    assert relation_of(certain((FactKind.ONCOMING, THEM)), US, THEM) is ONCOMING
    assert relation_of(certain((FactKind.FROM_RIGHT_ROAD, THEM)), US, THEM) is FROM_THE_RIGHT
    assert relation_of(certain((FactKind.FROM_RIGHT_ROAD, US)), US, THEM) is FROM_THE_LEFT
    assert relation_of(certain(), US, THEM) is NOT_TOLD
