"""From a decided case to the determination's content: nothing is added that is not in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DeterminationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Formalities:
    """What the document needs beside the case itself."""

    number: DeterminationNumber
    verification_code: str
    issued_at: datetime
    place_zh: str
    place_en: str


def draw_up(
    case: Case, formalities: Formalities, wording: Callable[[str], tuple[str, str]]
) -> Determination:
    """Write the determination of a decided case.

    Args:
        wording: Article key to its paraphrase in Chinese and English.

    Raises:
        StepOutOfOrder: No officer has decided, or the officer referred the case.
    """
    raise StepOutOfOrder(f"case {case.tracking_code} is not decided {formalities} {wording}")
