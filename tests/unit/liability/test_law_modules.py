from accident_service.liability.law_modules import (
    all_contributory_faults,
    all_mixed_cases,
    all_rules,
)


def test_each_code_is_given_once_and_they_come_in_order() -> None:
    for found in (all_rules(), all_mixed_cases(), all_contributory_faults()):
        codes = [one.code for one in found]
        assert codes == sorted(set(codes))


def test_every_one_names_an_article() -> None:
    for found in (all_rules(), all_mixed_cases(), all_contributory_faults()):
        for one in found:
            assert one.provisions, one.code
