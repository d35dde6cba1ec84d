import re
from datetime import date

import pytest

from accident_service.errors import InvalidSettings
from accident_service.liability.provision import Provision, articles_of, built_in_provisions
from accident_service.reports.routing_table import ROWS

OLD = Provision(
    key="X-1",
    law_zh="某法",
    law_en="Some Law",
    article_zh="第一条",
    gist_zh="旧",
    gist_en="old",
    valid_from=date(2004, 5, 1),
    valid_to=date(2021, 4, 28),
)
ENTRY = {
    "key": "X-1",
    "law_zh": "某法",
    "law_en": "Some Law",
    "article_zh": "第一条",
    "gist_zh": "新",
    "gist_en": "new",
    "valid_from": date(2021, 4, 29),
}
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000}


def number_of(chinese: str) -> int:
    """一千二百一十三 is 1213."""
    total, digit = 0, 0
    for one in chinese.replace("零", ""):
        if one in UNITS:
            total, digit = total + max(digit, 1) * UNITS[one], 0
        else:
            digit = DIGITS[one]
    return total + digit


def test_an_article_binds_on_its_first_and_last_day_and_not_outside() -> None:
    assert OLD.in_force(date(2004, 5, 1))
    assert OLD.in_force(date(2021, 4, 28))
    assert not OLD.in_force(date(2004, 4, 30))
    assert not OLD.in_force(date(2021, 4, 29))


def test_every_built_in_article_is_told_in_both_languages_and_once_per_day() -> None:
    provisions = built_in_provisions()

    in_force = [one.key for one in provisions if one.in_force(date(2026, 3, 1))]
    assert len(in_force) == len(set(in_force))
    assert {"RTSL-43", "REG-44.2", "REG-38(1)", "REG-51(7)", "SPR-60", "SPR-67"} <= set(in_force)
    for provision in provisions:
        assert re.search("[\u4e00-\u9fff]", provision.gist_zh), provision.key
        assert not re.search("[\u4e00-\u9fff]", provision.gist_en), provision.key


@pytest.mark.parametrize("article", built_in_provisions(), ids=lambda one: str(one.key))
def test_an_article_is_called_in_chinese_as_its_key_says(article: Provision) -> None:
    key = re.fullmatch(r"[A-Z]+-(\d+)(?:\.(\d+))?(?:\((\d+)\))?", article.key)
    name = re.fullmatch(r"第(\w+)条(?:第(\w+)款)?(?:第（(\w+)）项)?", article.article_zh)
    assert key
    assert name

    number, paragraph, item = (number_of(part) if part else None for part in name.groups())
    assert number == int(key[1])
    assert item == (int(key[3]) if key[3] else None)
    # An item may be cited without its paragraph in the key, never another one.
    assert paragraph == int(key[2]) if key[2] else paragraph in (None, 1)
    assert key[3] or not paragraph or key[2]


def test_every_article_the_routing_table_cites_is_kept() -> None:
    kept = {one.key for one in built_in_provisions()}

    assert {key for row in ROWS for key in row.provisions} <= kept


def test_an_earlier_wording_stands_beside_the_one_in_force() -> None:
    earlier = {**ENTRY, "valid_from": OLD.valid_from, "valid_to": OLD.valid_to}

    assert len(articles_of([("a", ENTRY), ("b", earlier)])) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"law": "x"}, "law missing or unknown; accepted: article_zh"),
        ({"gist_en": ""}, "texts, not empty"),
        ({"valid_from": "2021"}, "days in order"),
        ({"valid_to": date(2020, 1, 1)}, "days in order"),
    ],
)
def test_an_article_that_cannot_be_read_is_refused_by_its_place(
    wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidSettings, match=f"here: .*{said}"):
        articles_of([("here", {**ENTRY, **wrong})])


def test_two_wordings_of_one_article_on_one_day_are_refused() -> None:
    with pytest.raises(InvalidSettings, match="there: another wording"):
        articles_of([("here", ENTRY), ("there", ENTRY)])
