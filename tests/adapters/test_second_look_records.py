import json
from typing import Any

from accident_service.adapters.second_look_records import (
    contribution_record,
    mixed_record,
    second_look_record,
)
from accident_service.liability.grade import Grade
from accident_service.liability.mixed_case import Effect, MixedCase
from tests.fakes.measured import STRIKING, STRUCK, proposal, second_look


def test_a_second_look_is_written_whole_and_as_plain_json() -> None:
    record: dict[str, Any] = second_look_record(second_look())

    assert json.loads(json.dumps(record)) == record
    assert record["same_share"] == 0.9875
    assert record["rule_shares"][0] == {"rule": "R01", "at_fault": STRIKING, "share": 0.9875}
    assert record["flips"] == [
        {"measurement": "speed", "party": STRUCK, "sigmas": -2.0, "instead": {}}
    ]
    assert record["counterfactuals"][0]["gap_m"] == [3.1, 4.4]
    assert [one["code"] for one in record["further_evidence"]] == ["vehicle-record"]


def test_a_contributory_fault_says_whether_it_is_established() -> None:
    (sped,) = proposal().contributions

    assert contribution_record(sped)["truth"] == "true"


def test_a_mixed_case_says_what_it_suggests() -> None:
    mixed = MixedCase(
        code="M06",
        about=STRUCK,
        against=STRIKING,
        effect=Effect.OFFICER,
        suggested=((STRIKING, Grade.PRIMARY), (STRUCK, Grade.SECONDARY)),
        provisions=("RTSL-56",),
        relied_on=(),
        sentence_zh="违法停车",
        sentence_en="parked where it may not",
    )

    assert mixed_record(mixed)["suggested"] == {STRIKING: "primary", STRUCK: "secondary"}
