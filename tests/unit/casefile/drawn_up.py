"""The example's determination as the real wording draws it up."""

from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.casefile.draw_up import Formalities, draw_up
from accident_service.quantities.identifiers import DeterminationNumber
from tests.fakes import examples

FORMALITIES = Formalities(
    number=DeterminationNumber("2203020001-2026-000001"),
    verification_code="8F3A11C2",
    issued_at=examples.NOON + timedelta(minutes=31),
    place_zh="中央路与北路交叉口",
    place_en="Central Road and North Road",
)


def wording(key: str) -> tuple[str, str]:
    """Every article exists, and is called what its key says."""
    return f"《某法》{key}条：应当如此", f"Some Law, art. {key}: it must be so"


def drawn_up(case: Case | None = None) -> Determination:
    """The determination of the example, or of another decided case."""
    return draw_up(case or examples.decided_case(), FORMALITIES, wording)
