from datetime import date

import pytest

from accident_service.liability.rulebook import VERSION, Rulebook

BOOK = Rulebook.built_in()


def test_every_rule_cites_articles_the_rulebook_knows() -> None:
    known = {provision.key for provision in BOOK.provisions}

    cited = (
        *((one.code, one.provisions) for one in BOOK.rules),
        *((one.code, one.provisions) for one in BOOK.mixed_cases),
        *((one.code, one.provisions) for one in BOOK.contributory_faults),
    )
    for code, provisions in cited:
        assert set(provisions) <= known, code
    assert BOOK.version == VERSION


def test_an_accident_is_judged_by_the_law_of_its_day() -> None:
    today = BOOK.in_force(date(2026, 3, 1))
    assert today.rules == BOOK.rules
    assert today.mixed_cases == BOOK.mixed_cases
    earlier = {rule.code for rule in BOOK.in_force(date(2019, 1, 1)).rules}
    assert "R02" in earlier  # rests on the regulation of 2017
    assert "R01" not in earlier  # rests on the law of 2021
    before_any = BOOK.in_force(date(2000, 1, 1))
    assert before_any.rules == ()
    assert before_any.mixed_cases == ()
    assert before_any.contributory_faults == ()


def test_an_article_is_given_as_it_stood_on_the_day() -> None:
    assert BOOK.provision("RTSL-43", date(2026, 3, 1)).article_zh == "第四十三条"
    with pytest.raises(KeyError, match="RTSL-43"):
        BOOK.provision("RTSL-43", date(2000, 1, 1))
