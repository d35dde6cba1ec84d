from accident_service.errors import AccidentServiceError, NoFootage, StepGivenUp


def test_a_code_is_the_name_in_small_letters() -> None:
    assert NoFootage.code == "no-footage"
    assert StepGivenUp("three times").code == "step-given-up"
    assert AccidentServiceError.code == "accident-service-error"
