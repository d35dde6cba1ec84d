from datetime import date

import pytest

from accident_service.errors import InvalidSettings
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect
from accident_service.liability.rule_pack_schema import check_pack, read_pack

HEAD = """
id = "some-city"
name_zh = "某市"
name_en = "Some City"
base = "national"
source = "公告第1号"
"""
VERSION = """
[[version]]
version = "2024"
valid_from = 2024-01-01
"""
FULL = """
valid_to = 2024-12-31
off = ["R05"]
grades = ["full", "equal", "none"]
cites = { R01 = ["CITY-4", "RTSL-22"] }

[version.thresholds.lane_change_window_s]
value = 2
source = "公告第1号第四条"
why_zh = "本市按两秒掌握"
why_en = "two seconds in this city"

[version.provisions."CITY-4"]
law_zh = "某市道路交通安全办法"
law_en = "Some City Measures"
article_zh = "第四条"
gist_zh = "左侧车辆让右侧车辆"
gist_en = "The left gives way to the right"
valid_from = 2023-06-01
"""


def test_everything_a_pack_can_say_is_read() -> None:
    pack = read_pack(HEAD + VERSION + FULL, "city.toml")

    (version,) = pack.versions
    assert (pack.id, version.version) == ("some-city", "2024")
    assert version.valid_to == date(2024, 12, 31)
    assert version.off == ("R05",)
    assert version.grades == (Grade.FULL, Grade.EQUAL, Grade.NONE)
    assert version.cites == (("R01", ("CITY-4", "RTSL-22")),)
    assert [(one.name, one.value, one.source) for one in version.thresholds] == [
        ("lane_change_window_s", 2.0, "公告第1号第四条")
    ]
    assert [one.key for one in version.provisions] == ["CITY-4"]


def test_the_accidents_day_picks_the_version() -> None:
    later = VERSION.replace("2024", "2025")
    pack = read_pack(HEAD + VERSION + "valid_to = 2024-06-30\n" + later, "city.toml")

    told = {day: pack.on(day) for day in (date(2024, 6, 30), date(2024, 7, 1), date(2025, 1, 1))}
    assert [one.version if one else "" for one in told.values()] == ["2024", "", "2025"]
    assert pack.on(date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + VERSION + "offf = []", "version[0].offf is no field; accepted: one of version,"),
        (HEAD + VERSION + 'off = ["R99"]', "version[0].off[0] is 'R99'; accepted: one of R01,"),
        (HEAD + VERSION + 'on = "R05"', "version[0].on is 'R05'; accepted: a list of some of R01"),
        (HEAD + VERSION + "off = [[1]]", "version[0].off[0] is [1]; accepted: one of R01,"),
        (HEAD + VERSION + "cites = 1", "version[0].cites is 1; accepted: a table"),
        (HEAD + VERSION + 'cites = { R01 = ["X"] }', "cites.R01[0] is 'X'; accepted: one of RTSL"),
        (HEAD + VERSION + 'cites = { X = ["X"] }', "cites.X is no field; accepted: one of R01,"),
        (HEAD + VERSION + 'grades = ["full"]', "accepted: a list that holds at least full, equal"),
        (HEAD + VERSION + "valid_to = 2023-01-01", "accepted: a day not before 2024-01-01"),
        (HEAD + VERSION + "[version.thresholds.x_s]\n", "thresholds.x_s is not known; accepted"),
        (HEAD + VERSION + "[version.mixed.M99]\n", "version[0].mixed.M99 is not known; accepted"),
        (HEAD + VERSION + '[version.provisions."RTSL-43"]\n', "accepted: a key of no national"),
        (HEAD + VERSION + '[version.provisions."C-4"]\n', "provisions.C-4: article_zh, gist_en"),
        (HEAD + VERSION + VERSION, "version '2024' and '2024' both hold on 2024-01-01; accepted"),
        (HEAD + VERSION.replace("2024-01-01", "'2024'"), "accepted: a day such as 2024-01-01"),
        (HEAD, "city.toml: version is missing; accepted: one or more tables [[version]]"),
        (HEAD.replace("national", "x") + VERSION, "base is 'x'; accepted: one of national"),
        (HEAD.replace('id = "some-city"', "") + VERSION, "city.toml: id is missing; accepted: a"),
        ("id =", "city.toml: not TOML"),
    ],
)
def test_a_mistake_is_refused_with_file_field_and_what_is_accepted(text: str, said: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        read_pack(text, "city.toml")

    assert "city.toml" in str(refused.value)
    assert said in str(refused.value)


def test_every_mistake_is_told_at_once() -> None:
    checked = check_pack(HEAD.replace("name_en", "nom") + VERSION + 'off = ["R99"]', "city.toml")

    assert checked.pack is None
    assert len(checked.wrong) == 3


def test_what_a_pack_says_of_a_mixed_case_is_read() -> None:
    text = HEAD + VERSION + '[version.mixed.M01]\neffect = "suggest"\n'
    told = check_pack(text + 'about = "secondary"\nagainst = "primary"\n', "city.toml")
    if any("M01 is not known" in complaint for complaint in told.wrong):
        pytest.skip("this rulebook has no mixed case M01")

    assert told.pack is not None
    (division,) = told.pack.versions[0].mixed
    assert division.effect is Effect.SUGGEST
    assert division.grades == (Grade.SECONDARY, Grade.PRIMARY)
    wrong = check_pack(text + 'about = "full"\nagainst = "primary"\n', "city.toml").wrong
    assert "about with against is full/primary; accepted: full/none" in wrong[0]
