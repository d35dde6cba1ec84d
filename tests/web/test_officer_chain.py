"""A chain of vehicles on the officer's page: what cannot be divided is said to be open."""

from dataclasses import replace

from accident_service.liability.finding import Reason
from accident_service.liability.proposal import PairDivision
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from tests.browser.staged import staged_world
from tests.web.visit import Visitor, app_on


def test_a_chain_is_shown_pair_by_pair() -> None:
    world = staged_world()
    with world.ledger.transaction() as work:
        case = work.cases.with_tracking_code("BCDF0003")
        assert case.proposal is not None
        one, other = (track for track, _ in case.proposal.grades)
        open_pair = PairDivision(
            tracks=(one, TrackId("V3")),
            touched_pts_s=Interval(5.0, 5.4),
            answers=None,
            grades=(),
            reasons=(Reason(code="chain-order-unknown", zh="先后不明", en="the order is open"),),
        )
        clear = replace(open_pair, tracks=(one, other), answers=other, grades=case.proposal.grades)
        chained = replace(case.proposal, pairs=(clear, open_pair))
        work.cases.save(replace(case, proposal=chained, version=case.version + 1))
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()

    page = officer.read("/officer/case/case-3")

    assert "Pair by pair, in order of time" in page
    assert "Left to an officer" in page
    assert "The order is open" in page
