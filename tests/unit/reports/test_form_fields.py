import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.form_fields import Form, at_most, number_within, one_of, yes_or_no


def test_complaints_are_collected_and_the_first_about_a_field_is_kept() -> None:
    form = Form({"age": "old", "colour": "pink"})

    form.read("age", number_within(0, 9, Complaint.NUMBER_RANGE), 0.0)
    form.complain("age", Complaint.MISSING)
    form.read("colour", one_of(("red",)), "red")

    with pytest.raises(InvalidReport) as refusal:
        form.refuse_if_anything_is_wrong()
    assert refusal.value.complaints == {
        "age": Complaint.NUMBER_RANGE,
        "colour": Complaint.NOT_A_CHOICE,
    }


def test_a_form_without_complaints_passes() -> None:
    form = Form({"hurt": " no "})
    assert form.read("hurt", yes_or_no, otherwise=True) is False
    form.refuse_if_anything_is_wrong()


@pytest.mark.parametrize("typed", ["", "maybe", "YES", "1"])
def test_an_open_question_is_neither_yes_nor_no(typed: str) -> None:
    with pytest.raises(InvalidReport):
        yes_or_no(typed)


@pytest.mark.parametrize("typed", ["nan", "inf", "-1", "10.1", "ten", "1e9"])
def test_numbers_outside_the_range_are_refused(typed: str) -> None:
    with pytest.raises(InvalidReport):
        number_within(0, 10, Complaint.NUMBER_RANGE)(typed)


def test_free_text_loses_control_characters_but_keeps_lines() -> None:
    assert at_most(20)("第一行\n第\x00二\u202e行") == "第一行\n第二行"
    with pytest.raises(InvalidReport):
        at_most(3)("四个汉字")
