"""What a later release wrote lives through a save by this one, wherever it stood."""

import json
from typing import Any

from accident_service.adapters.database.carried_over import carried_over

LATER = {"later": {"a": [1]}}


def after(read: Any, known: Any, new: Any) -> Any:
    return json.loads(carried_over(*(json.dumps(one) for one in (read, known, new))))


def test_without_anything_unknown_the_text_is_the_new_one_to_the_letter() -> None:
    assert carried_over('{"a":1}', '{"a":1}', '{ "a": 2 }') == '{ "a": 2 }'


def test_unknown_fields_go_along_at_every_depth() -> None:
    read = {"case": {"version": 1, "report": {"words": "x"} | LATER} | LATER}
    known = {"case": {"version": 1, "report": {"words": "x"}}}
    new = {"case": {"version": 2, "report": {"words": "y"}}}
    assert after(read, known, new) == {
        "case": {"version": 2, "report": {"words": "y"} | LATER} | LATER
    }


def test_parts_of_lists_are_known_again_by_what_they_say_or_are_called() -> None:
    read = {"clips": [{"id": "a", "size": 1} | LATER, {"id": "b", "size": 2}, {"x": 1} | LATER]}
    known = {"clips": [{"id": "a", "size": 1}, {"id": "b", "size": 2}, {"x": 1}]}
    new = {"clips": [{"x": 1}, {"id": "new", "size": 9}, {"id": "a", "size": 5}]}
    assert after(read, known, new) == {
        "clips": [{"x": 1} | LATER, {"id": "new", "size": 9}, {"id": "a", "size": 5} | LATER]
    }


def test_what_was_taken_out_or_is_of_another_kind_now_takes_nothing_along() -> None:
    read = {"proposal": {"rule": "R1"} | LATER, "parties": [{"letter": "A"} | LATER]}
    known = {"proposal": {"rule": "R1"}, "parties": [{"letter": "A"}]}
    assert after(read, known, {"proposal": {"reasons": []}, "parties": []}) == {
        "proposal": {"reasons": []},
        "parties": [],
    }
    assert after(read, known, {"proposal": None, "parties": []})["proposal"] is None


def test_a_field_not_written_yet_by_an_earlier_release_is_no_trouble() -> None:
    read, known = {"case": {"version": 1}}, {"case": {"version": 1, "photos": []}}
    new = {"case": {"version": 2, "photos": [{"id": "p"}]}}
    assert after(read, known, new) == new
