"""A certificate tells what is known, also where only one party is."""

from accident_service.casefile.found_in_words import found_in_words
from accident_service.casefile.measured_wording import Sentence
from tests.fakes import examples

PLACE = Sentence("中央路与北路交叉口", "Central Road and North Road")


def test_time_place_parties_measurements_and_accounts_are_told() -> None:
    opening, measured, accounts = found_in_words(examples.decided_case(), PLACE).zh.split("\n")
    assert opening.startswith("2026年3月2日12时00分许，甲方驾驶小型轿车、乙方驾驶")
    assert opening.endswith("在中央路与北路交叉口发生交通事故。")
    assert "逐帧测量" in measured
    assert accounts == "甲方陈述事发时停车等候；乙方陈述事发时直行。"


def test_no_share_and_no_cause_is_told() -> None:
    told = found_in_words(examples.decided_case(), PLACE)
    assert not {"责任", "过错", "原因", "违反"} & set(told.zh.replace("，", " ").split())
    assert "responsib" not in told.en


def test_one_party_without_a_recording_is_enough() -> None:
    told = found_in_words(examples.handed_over_case(), PLACE)
    assert "甲方驾驶小型轿车，在中央路与北路交叉口" in told.zh
    assert "不足以测定" in told.zh
    assert "乙方" not in told.zh
    assert told.en.startswith("On 2026-03-02 at about 12:00 Beijing time, party A (")
