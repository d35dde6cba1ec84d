"""What the drivers' pages offer to choose from, worded in the reader's language."""

from accident_service.reports.choices import COLOURS, DAMAGE_PARTS, VEHICLE_CLASSES, WEATHERS
from accident_service.reports.complaints import IN_WORDS, Complaint
from accident_service.reports.insurers import INSURERS
from accident_service.reports.observations import field_of
from accident_service.reports.plate import PROVINCES, SHAPES
from accident_service.web.driver.questions import SCREENING_QUESTIONS
from accident_service.web.language import spoken, spoken_pair
from accident_service.web.words import CIRCUMSTANCES, OBSERVABLES, PLATE_KINDS, WHOSE


def lists() -> dict[str, object]:
    """Every list, by the name templates know it by."""
    return {
        "screening": SCREENING_QUESTIONS,
        "provinces": PROVINCES,
        "plate_check": _plate_check(),
        "weather_choices": _worded(WEATHERS),
        "vehicle_choices": _worded(VEHICLE_CLASSES),
        "colour_choices": _worded(COLOURS),
        "insurer_choices": [(one.code, spoken(one.name_zh, one.name_en)) for one in INSURERS],
        "circumstance_choices": [(one.value, words) for one, words in CIRCUMSTANCES.items()],
        "observed_questions": [(field_of(what), words) for what, words in OBSERVABLES.items()],
        "whose_choices": [(whose.value, words) for whose, words in WHOSE.items()],
        "damage_choices": [(str(hour), spoken_pair(pair)) for hour, pair in DAMAGE_PARTS.items()],
    }


def _plate_check() -> dict[str, object]:
    """What the page needs to name a plate's kind while it is typed; it never refuses one."""
    faults = {
        "letter": Complaint.PLATE_LETTER_I_OR_O,
        "length": Complaint.PLATE_LENGTH,
        "pattern": Complaint.PLATE_PATTERN,
    }
    return {
        "shapes": [(kind.value, shape.pattern) for kind, shape in SHAPES],
        "kinds": {kind.value: str(words) for kind, words in PLATE_KINDS.items()},
        "faults": {name: spoken_pair(IN_WORDS[fault]) for name, fault in faults.items()},
    }


def _worded(choices: dict[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(code, spoken_pair(pair), "") for code, pair in choices.items()]
