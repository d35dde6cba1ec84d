from datetime import date

import pytest

from accident_service.liability.rulebook import VERSION, Rulebook

BOOK = Rulebook.built_in()


def test_every_rule_cites_articles_the_rulebook_knows() -> None:
    known = {provision.key for provision in BOOK.provisions}

    assert [rule.code for rule in BOOK.rules] == ["R01", "R02", "R07"]
    for rule in BOOK.rules:
        assert set(rule.provisions) <= known
    assert BOOK.version == VERSION


def test_an_accident_is_judged_by_the_law_of_its_day() -> None:
    assert len(BOOK.in_force(date(2026, 3, 1))) == 3
    assert [rule.code for rule in BOOK.in_force(date(2019, 1, 1))] == ["R02", "R07"]
    assert BOOK.in_force(date(2000, 1, 1)) == ()


def test_an_article_is_given_as_it_stood_on_the_day() -> None:
    assert BOOK.provision("RTSL-43", date(2026, 3, 1)).article_zh == "第四十三条"
    with pytest.raises(KeyError, match="RTSL-43"):
        BOOK.provision("RTSL-43", date(2000, 1, 1))
