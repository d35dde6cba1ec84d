"""A case proposed by the very law its corrections are judged by, and an officer to correct it."""

from functools import cache

from accident_service.casefile.case import Case
from accident_service.casefile.correction import CorrectingAct, CorrectionRequest
from accident_service.casework.ports import Step
from accident_service.liability.changes import FactTold
from accident_service.liability.fact import FactKind, Truth
from tests.casework.workshop import Workshop
from tests.fakes import examples

OFFICER = examples.officer()
A, B = examples.TRACK_A, examples.TRACK_B
REASON = "逐帧查看画面，倒车灯亮起。"
REVERSED = FactTold(kind=FactKind.REVERSING, party=A, truth=Truth.TRUE)


@cache
def proposed_by_law() -> Case:
    """B ran into the rear of A, who stood."""
    shop, before = Workshop(), examples.reconstructed_case()
    shop.propose()(shop.put(before, Step.PROPOSE))
    return shop.case(before.id)


def with_proposed(shop: Workshop) -> Case:
    """The case as it waits for an officer, in the shop's ledger."""
    with shop.ledger.transaction() as work:
        work.cases.add(proposed_by_law())
    return proposed_by_law()


def correct(shop: Workshop, act: CorrectingAct, reason: str = REASON, behind: int = 0) -> Case:
    """The officer corrects the case as it is now, or saw it some versions ago."""
    case = shop.case(proposed_by_law().id)
    request = CorrectionRequest(act=act, seen_version=case.version - behind, reason=reason)
    return shop.correct()(case.id, request, OFFICER)
