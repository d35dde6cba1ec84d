import pytest

from accident_service.reports.complaints import IN_WORDS, Complaint


@pytest.mark.parametrize("complaint", Complaint)
def test_every_complaint_is_worded_in_both_languages(complaint: Complaint) -> None:
    zh, en = IN_WORDS[complaint]
    assert zh.endswith("。")
    assert en.endswith((".", "?"))
