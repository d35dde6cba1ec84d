"""A referral reaches the dispatch once, however often it fails, and somebody goes."""

from dataclasses import dataclass, field, replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, DecisionRequest
from accident_service.casefile.stage import Stage
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.hand_over_scene import (
    MEASURED,
    PHONE,
    SITE,
    HandOverToScene,
    Pushed,
    TakeOver,
    spot_of,
)
from accident_service.casework.ports import Step
from accident_service.errors import Conflict, OutsideWorldFailed, StepOutOfOrder
from accident_service.quantities.identifiers import OfficerId, SiteId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.analysis import FakeProvisions

OFFICER = examples.officer()
COLLEAGUE = replace(OFFICER, id=OfficerId("officer-2"), name="己某")


@dataclass
class FakeDispatch:
    """Keeps what it was sent, and fails as often as told."""

    failures: int = 0
    sent: list[Pushed] = field(default_factory=list)

    def send(self, pushed: Pushed) -> str:
        if self.failures:
            self.failures -= 1
            raise OutsideWorldFailed("nobody at the desk")
        self.sent.append(pushed)
        return "D-7"


def refer(shop: Workshop) -> Case:
    case = examples.proposed_case()
    with shop.ledger.transaction() as work:
        work.cases.add(case)
    request = DecisionRequest(
        kind=DecisionKind.REFER, seen_version=case.version, reason="另有第三辆车参与，须到现场。"
    )
    return DecideCase(shop.ledger, shop.clock, FakeProvisions())(case.id, request, OFFICER)


def push(shop: Workshop, dispatch: FakeDispatch) -> None:
    work = HandOverToScene(dispatch, shop.sites, shop.clock, "https://accident.example")
    step = shop.worker_step(Step.HAND_OVER, Stage.REFERRED, None, work)
    step = replace(step, an_officer_can_take_over=False)
    step(shop.ledger.only_waiting(Step.HAND_OVER))


def test_a_referral_is_pushed_and_noted() -> None:
    shop, dispatch = Workshop(), FakeDispatch()
    case = refer(shop)
    push(shop, dispatch)

    (pushed,) = dispatch.sent
    assert pushed.why == "另有第三辆车参与，须到现场。"
    assert pushed.sheet == f"https://accident.example/officer/case/{case.id}/scene"
    hand_over = shop.case(case.id).hand_over
    assert hand_over is not None
    assert (hand_over.receipt, hand_over.pushed_at) == ("D-7", shop.clock.now())


def test_what_the_dispatch_does_not_take_is_tried_again() -> None:
    shop, dispatch = Workshop(), FakeDispatch(failures=1)
    case = refer(shop)
    push(shop, dispatch)
    assert shop.case(case.id).hand_over is None
    assert "nobody at the desk" in shop.progress(case.id)[Step.HAND_OVER].failure


def test_one_officer_goes() -> None:
    shop = Workshop()
    case, take_over = refer(shop), TakeOver(shop.ledger, shop.clock)
    with pytest.raises(StepOutOfOrder):
        take_over(case.id, OFFICER)
    push(shop, FakeDispatch())
    taken = take_over(case.id, OFFICER)
    assert taken.hand_over is not None
    assert taken.hand_over.taken_by == OFFICER.name
    assert take_over(case.id, OFFICER) == taken
    with pytest.raises(Conflict):
        take_over(case.id, COLLEAGUE)
    assert shop.verbs(case.id)[-1] == "take-over-scene"


def test_the_place_is_the_best_that_is_known() -> None:
    shop, case = Workshop(), examples.proposed_case()
    measured, reported = spot_of(case, shop.sites), spot_of(examples.reported_case(), shop.sites)
    assert measured is not None
    assert reported is not None
    assert (measured.known_by, reported.known_by) == (MEASURED, PHONE)
    unpinned = replace(case.report, place=replace(case.report.place, coordinates=None))
    picked = spot_of(replace(examples.reported_case(), report=unpinned), shop.sites)
    assert picked is not None
    assert (picked.known_by, picked.system) == (SITE, "wgs84")
    place = replace(case.report.place, site=SiteId("nowhere"), coordinates=None)
    lost = replace(examples.reported_case(), report=replace(case.report, place=place))
    assert spot_of(lost, shop.sites) is None
