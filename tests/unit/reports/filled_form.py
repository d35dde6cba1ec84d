"""A form as a careful driver fills it in; tests change one field at a time."""

from dataclasses import fields
from datetime import UTC, datetime

from accident_service.reports.eligibility import ScreeningAnswers

FILED_AT = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def filled(**changes: str) -> dict[str, str]:
    """Every field of a report, with some of them changed."""
    answers = {field.name: "no" for field in fields(ScreeningAnswers)}
    return (
        answers
        | {
            "disputed": "yes",
            "submission_key": "0123456789abcdef",
            "site": "demo-junction",
            "place_words": "紫气大路与海丰大街交叉口",
            "occurred_at": "2026-05-01T08:30",
            "time_doubt": "120",
            "weather": "clear",
            "name": "王芳",
            "phone": "138 0013 8000",
            "identity_no": "11010519491231002x",
            "plate": "吉c·12345",
            "vehicle_class": "car",
            "colour": "white",
            "insurer": "PICC",
            "policy_no": "PDZA 2026-0001",
            "circumstance": "standing",
            "damage_clock": "6",
            "words": "等红灯时被后车追尾。",
            "joint_application": "yes",
            "electronic_service": "no",
        }
        | changes
    )
