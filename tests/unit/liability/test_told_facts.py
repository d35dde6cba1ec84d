from dataclasses import replace

from accident_service.liability.changes import FactTold
from accident_service.liability.fact import FactKind, Origin, Truth
from accident_service.liability.fact_words import FACT_WORDS
from accident_service.liability.facts.detect import detect_facts
from accident_service.liability.told_facts import fact_in_words, told_fact
from tests.unit.liability.drives import A, Accident, B, left_turn, rear_end

OFFICER = "丙某"


def told(accident: Accident, *said: FactTold) -> Accident:
    return replace(accident, told=tuple(told_fact(one, OFFICER) for one in said))


def test_every_kind_of_fact_has_words_in_both_languages() -> None:
    assert set(FACT_WORDS) == set(FactKind)
    assert all(words.zh and words.en for words in FACT_WORDS.values())


def test_what_an_officer_tells_stands_in_place_of_what_was_measured() -> None:
    said = FactTold(kind=FactKind.REVERSING, party=A, truth=Truth.TRUE, at_s=5.5)
    seen = told(rear_end(), said).observed()
    facts = detect_facts(seen)
    reversing = facts.about(FactKind.REVERSING, A)

    assert reversing.truth is Truth.TRUE
    assert (reversing.origin, reversing.told_by) == (Origin.OFFICER, OFFICER)
    assert reversing.measured_truth is Truth.FALSE
    assert [place.pts_s for place in reversing.evidence] == [5.5]
    assert facts.about(FactKind.REVERSING, B).origin is Origin.MEASURED
    assert len(facts.all) == len(detect_facts(rear_end().observed()).all)


def test_one_light_at_a_time() -> None:
    red = FactTold(kind=FactKind.ENTERED_ON_RED, party=A, truth=Truth.TRUE)
    facts = detect_facts(told(left_turn(), red).observed())

    assert facts.about(FactKind.ENTERED_ON_RED, A).truth is Truth.TRUE
    assert facts.about(FactKind.ENTERED_ON_GREEN, A).truth is Truth.FALSE
    assert facts.about(FactKind.ENTERED_ON_GREEN, A).origin is Origin.OFFICER


def test_a_dismissed_fact_rules_nothing_else_out() -> None:
    dismissed = FactTold(kind=FactKind.STATIONARY, party=A, truth=Truth.UNKNOWN)
    facts = detect_facts(told(rear_end(), dismissed).observed())

    assert facts.about(FactKind.STATIONARY, A).truth is Truth.UNKNOWN
    assert facts.about(FactKind.MOVING_FORWARD, A).origin is Origin.MEASURED


def test_the_last_word_on_a_fact_counts() -> None:
    first = FactTold(kind=FactKind.USED_PHONE, party=B, truth=Truth.TRUE)
    last = FactTold(kind=FactKind.USED_PHONE, party=B, truth=Truth.UNKNOWN)
    facts = detect_facts(told(rear_end(), first, last).observed())

    assert facts.about(FactKind.USED_PHONE, B).truth is Truth.UNKNOWN


def test_a_told_fact_is_said_in_both_languages() -> None:
    said = fact_in_words(FactTold(kind=FactKind.DOOR_OPENED, party=B, truth=Truth.TRUE))

    assert said.zh == "车辆B开启车门：是"
    assert said.en == "Vehicle B had a door opening: yes"
