"""Whatever becomes of a fetch, no secret is in the case, the ledger, the record or the log."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.leased import LeasedSource
from accident_service.adapters.database.documents import text_of_case
from accident_service.casefile.stage import Stage
from accident_service.casework.fetch_clips import FetchClips
from accident_service.casework.keep_sealed import KeepSealed
from accident_service.casework.ports import Step
from accident_service.casework.seal_delivery import SealDelivery
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.frigate_server import COOKIE, FrigateServer, Kept, Segment
from tests.adapters.clip_sources.sourcing import SECRET, recorder
from tests.adapters.loopback_server import serving
from tests.adapters.tls import OwnTls
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.sealing import FakeArrivals, FakeJoiner, FakeSealer
from tests.fakes.world import camera

REQUEST = examples.clip_request()


@pytest.fixture
def frigate(tls: OwnTls, tmp_path: Path) -> Iterator[tuple[FrigateServer, str]]:
    """A Frigate that has recorded what the example asks for, and its certificate."""
    path = write_clip(tmp_path / "a.mp4", ClipRecipe(times_s=even_times_s(10), size=(320, 180)))
    start_s, end_s = REQUEST.from_at.timestamp() - 1, REQUEST.to_at.timestamp() + 1
    server = FrigateServer()
    segments = {str(examples.CAMERA): [Segment(path, start_s, end_s)]}
    server.kept = Kept(password=SECRET, segments=segments)
    with serving(server, tls=tls):
        yield server, str(tls.certificate)


@pytest.mark.parametrize("ends", ["well", "refused", "broken"])
def test_nothing_that_is_kept_holds_a_secret(
    frigate: tuple[FrigateServer, str], caplog: pytest.LogCaptureFixture, ends: str
) -> None:
    server, certificate = frigate
    if ends == "refused":
        server.kept.password = "changed meanwhile"
    if ends == "broken":
        server.kept.stops_after = [10] * 9
    told = {"kind": "frigate", "url": server.url, "ca": certificate, "user": "accident-service"}
    made = recorder({**told, "secret": "env:NVR_SECRET"})
    shop = Workshop()
    work = FetchClips(
        shop.sites,
        lambda _camera: LeasedSource(made.source(camera()), 60.0),
        FakeArrivals(),
        SealDelivery(FakeSealer(shop.blobs), FakeJoiner(shop.blobs), shop.clock),
        shop.clock,
        KeepSealed(shop.ledger, shop.clock),
    )
    step = shop.worker_step(Step.FETCH_CLIPS, Stage.CLIPS_FOUND, Step.RECONSTRUCT, work)
    case = examples.case_with_clip_requests()
    with caplog.at_level(logging.DEBUG):
        step(shop.put(case, Step.FETCH_CLIPS))
    kept = shop.case(case.id)
    assert (kept.stage is Stage.CLIPS_FETCHED) == (ends == "well")
    told_anywhere = f"{text_of_case(kept)}{shop.ledger.tables}{caplog.text}"
    assert ("clip-source-unavailable" in told_anywhere) == (ends != "well")
    assert SECRET not in told_anywhere
    assert COOKIE not in told_anywhere
