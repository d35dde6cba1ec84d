from accident_service.liability.fact import FactKind
from accident_service.liability.facts.detect import detect_facts
from tests.unit.liability.drives import A, B, left_turn


def test_every_kind_of_fact_is_told_of_both_parties_once() -> None:
    facts = detect_facts(left_turn().observed())

    told = [(fact.kind, fact.party) for fact in facts]
    assert len(told) == len(set(told))
    assert set(told) == {(kind, party) for kind in FactKind for party in (A, B)}


def test_every_fact_says_where_to_look_who_says_so_and_what_in_both_languages() -> None:
    for fact in detect_facts(left_turn().observed()):
        assert fact.evidence, fact.kind
        assert fact.detector.partition("/")[2].isdigit()
        assert fact.sentence_zh
        assert fact.sentence_en
        assert not fact.sentence_zh.isascii()
