from datetime import date

import pytest

from accident_service.liability.rulebook import VERSION, Rulebook

BOOK = Rulebook.built_in()


def test_every_rule_cites_articles_the_rulebook_knows() -> None:
    known = {provision.key for provision in BOOK.provisions}

    assert {"R01", "R02", "R07"} <= {rule.code for rule in BOOK.rules}
    for rule in BOOK.rules:
        assert set(rule.provisions) <= known
    assert BOOK.version == VERSION


def test_an_accident_is_judged_by_the_law_of_its_day() -> None:
    assert BOOK.in_force(date(2026, 3, 1)) == BOOK.rules
    # Between the amendments of the regulation and of the law only the former is loaded.
    in_2019 = {rule.code for rule in BOOK.in_force(date(2019, 1, 1))}
    assert {"R02", "R07"} <= in_2019
    assert "R01" not in in_2019
    assert BOOK.in_force(date(2000, 1, 1)) == ()


def test_an_article_is_given_as_it_stood_on_the_day() -> None:
    assert BOOK.provision("RTSL-43", date(2026, 3, 1)).article_zh == "第四十三条"
    with pytest.raises(KeyError, match="RTSL-43"):
        BOOK.provision("RTSL-43", date(2000, 1, 1))
