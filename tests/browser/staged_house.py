"""A world for those who run the house and survey its cameras."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.claim import Claim
from accident_service.casefile.retention_run import proposed_run
from accident_service.casefile.roles import Role
from accident_service.casefile.stage import Stage
from accident_service.casework.retention_runs import row_of
from tests.browser.staged_receivers import stage_receivers
from tests.browser.staged_steps import stage_steps
from tests.fakes import examples
from tests.fakes.call_ups import ENTRY
from tests.fakes.casework import FakeWorld
from tests.web.surveying import busy_world
from tests.web.test_admin import OTHER, house

LONG_AGO = timedelta(days=6 * 365)
RUN = "run-1"


def staged_house() -> FakeWorld:
    """Two accounts, cameras and receivers, the officer in every role with a case in hand.

    Three cases' years are over; one of them is in a run that waits for a second person.
    """
    world = house(busy_world())
    me = examples.officer()
    world.officers.grant(me.id, *Role)
    world.officers.accounts["other"] = ("a long password", OTHER)
    with world.ledger.transaction() as work:
        for name in ("old1", "old2", "old3"):
            work.cases.add(long_closed(name))
        at_hand = examples.proposed_case("hand")
        work.cases.add(at_hand)
        claim = Claim.handed(me, at_hand.id, world.clock.now(), by=OTHER, note="当事人已三次来电。")
        work.desk.keep_claim(claim, instead_of=None)
        work.call_ups.enter(ENTRY)
    due = world.casework().retention_runs.due()[:1]
    with world.ledger.transaction() as work:
        rows = tuple(row_of(one) for one in due)
        reason = "保管期限届满，无诉讼、复核未结。"
        run = proposed_run(RUN, rows, reason, by=OTHER, at=world.clock.now())
        work.retention_runs.keep(run)
    stage_receivers(world)
    stage_steps(world)
    return world


def long_closed(name: str) -> Case:
    """A referred case of six years ago."""
    case = examples.proposed_case(name)
    report = replace(case.report, filed_at=case.report.filed_at - LONG_AGO)
    statements = tuple(replace(one, given_at=one.given_at - LONG_AGO) for one in case.statements)
    decided = examples.decision()
    decision = replace(decided, decided_at=decided.decided_at - LONG_AGO)
    return replace(
        case, report=report, statements=statements, decision=decision, stage=Stage.REFERRED
    )
