"""What was filed as undisputed and is disputed after all."""

from dataclasses import replace

import pytest

from accident_service.reports.eligibility import ScreeningAnswers, route
from tests.fakes import examples


@pytest.mark.parametrize(
    ("late", "code"), [(False, "ONLINE_DETERMINE"), (True, "LATE_REPORT")], ids=["now", "late"]
)
def test_a_disputed_report_is_routed_as_if_filed_so(*, late: bool, code: str) -> None:
    answers = ScreeningAnswers(disputed=False, scene_already_cleared=late)
    undisputed = replace(examples.report(), answers=answers, routing=route(answers))
    disputed = undisputed.as_disputed()
    assert undisputed.routing.code == "SELF_NEGOTIATE"
    assert disputed.routing.code == code
    assert replace(disputed, answers=answers, routing=undisputed.routing) == undisputed
