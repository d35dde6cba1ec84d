from datetime import date
from typing import Any

from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect
from accident_service.liability.pack_fields import SOME_DAY, PackFields


def fields(table: dict[str, Any]) -> PackFields:
    return PackFields("city.toml", "version[0].", table, [])


def test_what_is_right_is_read_without_complaint() -> None:
    read = fields({"a": "x", "day": date(2024, 1, 1), "some": ["x"], "in": {"b": {"c": "d"}}})

    assert read.text("a") == "x"
    assert read.day("day") == date(2024, 1, 1)
    assert read.last_day("end", read.day("day")) is None
    assert read.choices("some", ("x", "y")) == ("x",)
    assert read.choices("none", ("x", "y")) == ()
    assert [(name, one.text("c")) for name, one in read.named("in", ("b",))] == [("b", "d")]
    assert read.grades("grades") == tuple(Grade)
    assert read.wrong == []


def test_a_mistake_is_told_and_something_harmless_read() -> None:
    read = fields({"a": 1, "day": "soon", "in": 3})

    assert read.text("a") == ""
    assert read.day("day") == SOME_DAY
    assert list(read.named("in", None)) == []
    assert read.choice("b", ("x", "y")) == "x"
    assert [complaint.partition("; ")[0] for complaint in read.wrong] == [
        "city.toml: version[0].a is 1",
        "city.toml: version[0].day is 'soon'",
        "city.toml: version[0].in is 3",
        "city.toml: version[0].b is missing",
    ]


def test_a_changed_threshold_says_where_its_number_comes_from() -> None:
    told = fields({"value": 2, "source": "s", "why_zh": "z", "why_en": "e"})
    silent = fields({"value": True})

    assert told.threshold("stationary_s").value == 2.0
    assert told.wrong == []
    silent.threshold("stationary_s")
    assert len(silent.wrong) == 4


def test_a_mixed_case_is_divided_as_the_law_allows() -> None:
    told = fields({"effect": "suggest", "about": "secondary", "against": "primary"})
    odd = fields({"effect": "suggest", "about": "primary", "against": "primary"})

    division = told.mixed_division("M05")

    assert (division.effect, division.grades) == (
        Effect.SUGGEST,
        (Grade.SECONDARY, Grade.PRIMARY),
    )
    assert told.wrong == []
    odd.mixed_division("M05")
    assert "primary/primary; accepted: full/none" in odd.wrong[0]
