from accident_service.reports.choices import DAMAGE_PARTS, VEHICLE_CLASSES, in_words


def test_a_listed_code_is_worded_and_an_unlisted_one_stands_for_itself() -> None:
    assert in_words(VEHICLE_CLASSES, "car") == ("小型轿车", "car")
    assert in_words(VEHICLE_CLASSES, "tram") == ("tram", "tram")


def test_every_hour_of_the_damage_clock_has_a_part() -> None:
    assert sorted(DAMAGE_PARTS) == list(range(1, 13))
