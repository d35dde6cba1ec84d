"""Who has an interest in the case, or may have, does not decide it."""

import pytest

from accident_service.casefile.recusal import (
    Recusal,
    RecusalRuling,
    demand_free_to_act,
    recusal,
)
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import OfficerId
from accident_service.reports.party import PartyLetter
from tests.fakes.examples import NOON, officer

CONCERNED = officer()


def asked(by: PartyLetter | None = PartyLetter.B) -> Recusal:
    concerned = (CONCERNED.id, CONCERNED.name)
    return recusal(
        officer=concerned, asked_by=by, reason=" 承办民警系甲方亲属，请求回避。 ", at=NOON
    )


def ruling(*, granted: bool, by: str = "chief") -> RecusalRuling:
    return RecusalRuling(granted=granted, officer=OfficerId(by), officer_name="戊某", ruled_at=NOON)


@pytest.mark.parametrize("by", [None, PartyLetter.A])
def test_asked_or_declared_it_bars_until_it_is_ruled_on(by: PartyLetter | None) -> None:
    assert asked(by).bars
    with pytest.raises(NotPermitted, match="stand aside"):
        demand_free_to_act(CONCERNED.id, (asked(by),))
    demand_free_to_act(OfficerId("another"), (asked(by),))


@pytest.mark.parametrize("granted", [True, False])
def test_the_ruling_decides(*, granted: bool) -> None:
    ruled = asked().ruled(ruling(granted=granted))
    assert ruled.bars is granted
    with pytest.raises(StepOutOfOrder, match="ruled on before"):
        ruled.ruled(ruling(granted=not granted))


def test_one_granted_request_among_refused_ones_bars() -> None:
    refused = asked().ruled(ruling(granted=False))
    granted = asked().ruled(ruling(granted=True))
    demand_free_to_act(CONCERNED.id, (refused,))
    with pytest.raises(NotPermitted):
        demand_free_to_act(CONCERNED.id, (refused, granted))


def test_nobody_rules_on_themselves() -> None:
    with pytest.raises(NotPermitted, match="their own"):
        asked().ruled(ruling(granted=False, by=CONCERNED.id))


def test_a_request_has_a_reason() -> None:
    assert asked().reason == "承办民警系甲方亲属，请求回避。"
    with pytest.raises(InvalidDecision, match="at least 10 characters"):
        recusal(officer=(CONCERNED.id, "丙某"), asked_by=None, reason="不公", at=NOON)
