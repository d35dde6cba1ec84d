from accident_service.casefile.party_terms import (
    in_party_terms_en,
    in_party_terms_zh,
    vehicle_en,
    vehicle_zh,
)
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter


def tracks(a: str, b: str) -> PartyTracks:
    return PartyTracks(track_a=TrackId(a), track_b=TrackId(b), matched_by="statements")


def test_tracks_become_parties_in_both_languages() -> None:
    match = tracks("V1", "V12")

    assert in_party_terms_zh("车辆V12未与车辆V1保持距离", match) == "乙方车辆未与甲方车辆保持距离"
    assert in_party_terms_en("Vehicle V12 was too near to vehicle V1", match) == (
        "Party B's vehicle was too near to party A's vehicle"
    )


def test_a_track_named_without_the_word_is_replaced_too() -> None:
    assert in_party_terms_zh("前车V1", tracks("V1", "V2")) == "前车甲方车辆"


def test_a_track_that_is_a_number_leaves_other_numbers_alone() -> None:
    match = tracks("3", "7")

    assert in_party_terms_zh("车辆3在3.5米处、第3车道", match) == "甲方车辆在3.5米处、第3车道"
    assert in_party_terms_en("vehicle 7 in lane 7", match) == "Party B's vehicle in lane 7"


def test_a_track_that_is_a_letter_leaves_the_article_alone() -> None:
    match = tracks("A", "B")

    assert in_party_terms_en("Vehicle B did not keep a safe distance from vehicle A", match) == (
        "Party B's vehicle did not keep a safe distance from party A's vehicle"
    )


def test_a_sentence_may_have_changed_the_case_of_a_name_it_begins_with() -> None:
    assert in_party_terms_en("Vehicle v2 stood", tracks("V1", "V2")) == "Party B's vehicle stood"


def test_a_track_is_not_found_inside_another_ones_name() -> None:
    assert in_party_terms_zh("车辆V10停驶", tracks("V1", "V2")) == "车辆V10停驶"


def test_without_a_match_the_tracks_stay() -> None:
    assert in_party_terms_zh("车辆V1停驶", None) == "车辆V1停驶"
    assert in_party_terms_en("vehicle V1 stood", None) == "Vehicle V1 stood"


def test_intervals_are_read_out() -> None:
    assert in_party_terms_zh("偏离[-0.10, 0.14]米", None) == "偏离-0.10至0.14米"
    assert in_party_terms_en("at [28.4, 29.2] km/h", None) == "At 28.4 to 29.2 km/h"


def test_whose_vehicle() -> None:
    assert vehicle_zh(PartyLetter.A) == "甲方车辆"
    assert vehicle_en(PartyLetter.B) == "party B's vehicle"
