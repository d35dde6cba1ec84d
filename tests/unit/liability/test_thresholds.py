import re
import tomllib
from dataclasses import fields
from importlib.resources import files

import pytest

from accident_service.errors import InvalidSettings
from accident_service.liability.fact import FactKind
from accident_service.liability.thresholds import Thresholds, built_in_thresholds

BUILT_IN = files("accident_service.liability").joinpath("thresholds.toml").read_text("utf-8")
LAWS = ("RTSL", "REG-")


def test_every_threshold_names_its_unit_its_source_and_why() -> None:
    units = ("_s", "_m", "_mps", "_mps2", "_rad", "_hz", "_count", "_share")
    for name, entry in tomllib.loads(BUILT_IN).items():
        assert name.endswith(units), name
        assert entry["source"] in ("design", "practice") or entry["source"][:4] in LAWS
        assert entry["why"]
    assert len(tomllib.loads(BUILT_IN)) == len(fields(Thresholds))


def test_what_a_threshold_decides_are_facts_and_the_reason_is_told_in_both_languages() -> None:
    for told in built_in_thresholds():
        if told.why_zh == told.why_en:
            continue  # not said yet
        assert set(told.decides) <= set(FactKind), told.name
        assert told.decides or told.name.startswith(("gate_", "supposed_")), (
            f"{told.name}: say what it decides"
        )
        assert re.search("[\u4e00-\u9fff]", told.why_zh), f"{told.name}: add why_zh"


def test_the_built_in_values_are_read() -> None:
    assert Thresholds.built_in().lane_change_window_s == 3.0


def test_a_missing_or_unknown_threshold_is_named() -> None:
    with pytest.raises(InvalidSettings, match="lane_history_s"):
        Thresholds.from_toml(BUILT_IN.replace("[lane_history_s]", "[lane_story_s]"))


def test_a_threshold_without_a_source_is_refused() -> None:
    with pytest.raises(InvalidSettings, match="source"):
        Thresholds.from_toml(BUILT_IN.replace('source = "practice"', 'source = ""'))
