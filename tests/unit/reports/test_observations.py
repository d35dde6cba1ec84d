"""What only a person can tell."""

import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.form_fields import Form
from accident_service.reports.observations import (
    OBSERVED_FIELDS,
    Observable,
    Observation,
    Whose,
    field_of,
    read_observations,
    reported,
)


def test_what_is_left_open_is_left_out() -> None:
    form = Form({field_of(Observable.USED_PHONE): "other", field_of(Observable.NO_LIGHTS): ""})

    assert read_observations(form) == (Observation(Observable.USED_PHONE, Whose.OTHER),)


def test_every_question_has_a_field_of_its_own() -> None:
    assert len(set(OBSERVED_FIELDS)) == len(Observable)


def test_an_answer_that_is_none_is_complained_of_by_its_field() -> None:
    form = Form({"observed_door_open": "perhaps"})
    read_observations(form)

    with pytest.raises(InvalidReport) as refusal:
        form.refuse_if_anything_is_wrong()
    assert set(refusal.value.complaints) == {"observed_door_open"}


@pytest.mark.parametrize(
    ("whose", "says_something"),
    [(Whose.OWN, True), (Whose.OTHER, True), (Whose.NEITHER, False), (Whose.UNSURE, False)],
)
def test_only_what_names_a_vehicle_is_a_report(whose: Whose, says_something: bool) -> None:  # noqa: FBT001 - a column
    one = Observation(Observable.DOOR_OPEN, whose)

    assert one.reports_something is says_something
    assert bool(reported([one])) is says_something
