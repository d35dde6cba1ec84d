from datetime import date

import pytest

from accident_service.liability.provision import Provision
from accident_service.liability.rule_pack import PackVersion, RulePack
from accident_service.liability.rulebook import VERSION, Rulebook, built_in_pack, built_in_packs
from accident_service.liability.thresholds import ToldThreshold

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
    off = set(built_in_pack("national").versions[-1].off)
    assert {one.code for one in today.rules} == {one.code for one in BOOK.rules} - off
    assert len(today.mixed_cases) == len(BOOK.mixed_cases)
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


def test_before_and_after_a_citys_list_the_national_rules_hold() -> None:
    city = RulePack(
        id="city",
        name_zh="市",
        name_en="City",
        source="s",
        versions=(
            PackVersion(
                version="7", valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31), off=("R01",)
            ),
        ),
    )
    book = Rulebook.built_in(city)

    first, last = book.in_force(date(2024, 1, 1)), book.in_force(date(2024, 12, 31))
    assert first.pack_version == last.pack_version == "7"
    assert "R01" not in {one.code for one in first.rules + last.rules}
    for day in (date(2023, 12, 31), date(2025, 1, 1)):
        assert book.in_force(day).pack_version == ""
        assert "R01" in {one.code for one in book.in_force(day).rules}


def test_a_pack_changes_thresholds_and_adds_articles_on_its_days_only() -> None:
    told = ToldThreshold(
        name="stationary_s", value=5.0, source="local", why_zh="当地", why_en="local"
    )
    local = Provision(
        key="CITY-4",
        law_zh="某市办法",
        law_en="City Measures",
        article_zh="第四条",
        gist_zh="当地",
        gist_en="local",
        valid_from=date(2024, 1, 1),
    )
    version = PackVersion(
        version="1",
        valid_from=date(2024, 1, 1),
        thresholds=(told,),
        provisions=(local,),
        cites=(("R01", ("CITY-4",)),),
    )
    pack = RulePack(id="city", name_zh="市", name_en="City", source="s", versions=(version,))
    law = Rulebook.built_in(pack).in_force(date(2026, 3, 1))

    assert law.thresholds.stationary_s == 5.0
    shown = [one for one in law.thresholds_of(frozenset({"stationary"})) if one.name == told.name]
    assert [(one.value, one.source) for one in shown] == [(5.0, "local")]
    (rear_end,) = (one for one in law.rules if one.code == "R01")
    assert rear_end.provisions == ("RTSL-43", "CITY-4")
    assert law.provision("CITY-4", date(2026, 3, 1)) == local
    earlier = Rulebook.built_in(pack).in_force(date(2023, 3, 1))
    assert earlier.thresholds == BOOK.thresholds


def test_the_packs_that_come_with_it_are_read() -> None:
    assert {"national", "full-equal-none"} <= {one.id for one in built_in_packs()}
    assert built_in_pack("national").on(date(2026, 3, 1))
