from accident_service.reports.insurers import CODES, INSURERS, insurer_named


def test_codes_are_unique_and_found_again() -> None:
    assert len(set(CODES)) == len(INSURERS)
    assert all(insurer_named(insurer.code) is insurer for insurer in INSURERS)


def test_a_code_no_longer_listed_still_prints() -> None:
    assert insurer_named("GONE").name_zh == "GONE"
