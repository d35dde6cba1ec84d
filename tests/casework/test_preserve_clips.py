"""Who need not keep a recording is told to, once, before the recording is gone."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.find_clips import FindClips
from accident_service.casework.ports import Step
from accident_service.casework.preserve_clips import KeepThis, PreserveClips
from accident_service.errors import OutsideWorldFailed
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.world import FakeSite, FakeSiteRegister, camera

SHOP = camera(CameraId("shop"), network=CameraNetwork.COMMERCIAL, retention_days=7)


@dataclass(slots=True)
class FakeOrders:
    """Keeps what was sent, or fails as told."""

    failures: int = 0
    sent: list[KeepThis] = field(default_factory=list)

    def send(self, order: KeepThis) -> str:
        if self.failures:
            self.failures -= 1
            raise OutsideWorldFailed("nobody there")
        self.sent.append(order)
        return f"K-{len(self.sent)}"


def shop_and_mast() -> Workshop:
    return Workshop(sites=FakeSiteRegister((FakeSite(cameras=(camera(), SHOP)),)))


def preserve(shop: Workshop, orders: FakeOrders, case: Case) -> Case:
    work = PreserveClips(orders, FindClips(shop.sites, shop.clock), shop.sites, shop.clock)
    step = shop.worker_step(Step.PRESERVE_CLIPS, Stage.CLIPS_FOUND, None, work)
    step = replace(step, an_officer_can_take_over=False, also_at=frozenset(Stage))
    (attempt,) = [one for one in shop.ledger.waiting() if one.step is Step.PRESERVE_CLIPS]
    step(attempt.id)
    return shop.case(case.id)


def found(shop: Workshop) -> Case:
    case = examples.reported_case()
    shop.find_clips()(shop.put(case, Step.FIND_CLIPS))
    return shop.case(case.id)


def test_the_shop_is_told_and_the_public_network_is_not() -> None:
    shop, orders = shop_and_mast(), FakeOrders()
    before = found(shop)
    case = preserve(shop, orders, before)
    (order,) = orders.sent
    assert (order.camera, order.is_written_notice) == (SHOP.id, True)
    assert "VID-9" in order.basis
    assert case.stage is Stage.CLIPS_FOUND
    (noted,) = case.recordings.orders
    assert (noted.camera, noted.receipt, noted.ordered_at) == (SHOP.id, "K-1", shop.clock.now())


def test_no_party_and_no_plate_goes_out() -> None:
    shop, orders = shop_and_mast(), FakeOrders()
    preserve(shop, orders, found(shop))
    sent = str(orders.sent[0].fields())
    party = examples.party_a()
    for private in (party.name, party.phone, party.vehicle.plate, party.identity_no):
        assert private not in sent


def test_where_everything_is_kept_thirty_days_nothing_goes_out() -> None:
    shop = Workshop()
    found(shop)
    assert shop.ledger.only_waiting(Step.FETCH_CLIPS)


def test_a_recording_with_two_days_left_is_preserved_whoever_keeps_it() -> None:
    shop, orders = Workshop(), FakeOrders()
    shop.clock.pass_by(timedelta(days=28).total_seconds())
    assert preserve(shop, orders, found(shop)).recordings.orders
    assert not orders.sent[0].is_written_notice


def test_what_is_not_taken_is_sent_again_and_is_the_same_order() -> None:
    shop, orders = shop_and_mast(), FakeOrders(failures=1)
    before = found(shop)
    assert not preserve(shop, orders, before).recordings.orders
    case = preserve(shop, orders, before)
    assert len(case.recordings.orders) == 1


def test_a_case_at_the_scene_is_preserved_before_its_cameras_are_known() -> None:
    shop, orders = shop_and_mast(), FakeOrders()
    case = replace(examples.reported_case(), stage=Stage.REFERRED)
    shop.put(case, Step.PRESERVE_CLIPS)
    assert len(preserve(shop, orders, case).recordings.orders) == 1
