from accident_service.liability.fact import FactKind
from accident_service.liability.fact_words import FACT_WORDS


def test_every_kind_of_fact_has_words_in_both_languages() -> None:
    assert set(FACT_WORDS) == set(FactKind)
    assert all(words.zh and words.en for words in FACT_WORDS.values())


def test_no_two_kinds_are_told_alike() -> None:
    assert len({words.zh for words in FACT_WORDS.values()}) == len(FactKind)
    assert len({words.en for words in FACT_WORDS.values()}) == len(FactKind)
