"""The same three recorded files behind every kind of source, each made to break off on demand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from accident_service.adapters.clip_sources.table import Recorder
from accident_service.adapters.clock import SystemClock
from accident_service.quantities.uncertainty import Estimate
from tests.adapters.clip_sources.frigate_server import FrigateServer, Kept, Segment
from tests.adapters.clip_sources.gb28181_server import CHANNEL, DEVICE, ZONE, GatewayServer
from tests.adapters.clip_sources.gb28181_server import Kept as Device
from tests.adapters.clip_sources.onvif_server import TOKEN, OnvifServer
from tests.adapters.clip_sources.rtsp_server import Kept as Replayed
from tests.adapters.clip_sources.rtsp_server import frames_of
from tests.adapters.clip_sources.s3_server import BUCKET, KEY, stored
from tests.adapters.clip_sources.sourcing import NOON, SECRET, recorder
from tests.adapters.dying_server import HandedOut, served
from tests.adapters.loopback_server import serving
from tests.adapters.tls import own_tls
from tests.fakes.world import camera

RATE_HZ, SEGMENT_S, FAST_S = 25.0, 2.0, 38.0
GATE = camera("gate", clock_offset_s=Estimate(FAST_S, 0.1))
STARTS_S = (38.0, 40.0, 46.0)  # by the recorder's clock, seconds after noon
PATTERN = "{camera}/{start:%Y-%m-%d/%H}/{start:%M.%S}.mp4"
WANTED_S = (39.0, 46.5)


class Broken(NamedTuple):
    """A source, and what makes its next transfer break off for good."""

    recorder: Recorder
    breaks: list[int]  # bytes after which transfers end
    passes: int = 0  # answers before the transfer
    breaks_after: int = 700
    wanted_s: tuple[float, float] = WANTED_S
    source_key: str = GATE.source_key
    off_by_s: float = 0.0  # how far the times it tells may really be off


@contextmanager
def a_folder(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    for name, content in segments.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    yield Broken(
        recorder({"kind": "folder", "root": str(folder), "pattern": PATTERN, "length_s": 2}), []
    )


@contextmanager
def a_store(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    with stored(folder, SECRET) as store:
        store.put(segments)
        signed = {"key": KEY, "secret": "env:NVR_SECRET"}
        told = {"kind": "s3", "url": store.url, "bucket": BUCKET, **signed}
        named = {"pattern": PATTERN, "length_s": 2}
        made = recorder({**told, **named}, clock=SystemClock())
        yield Broken(made, store.line.cuts, passes=2)


@contextmanager
def a_web_server(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    breaks: list[int] = []
    with served(folder) as (server, tls):
        for name, content in segments.items():
            server.files[f"/{name}"] = HandedOut(content, dies_after=breaks)
        url = f"{server.url}/{PATTERN}"
        told = {"kind": "https", "url": url, "segment_s": 2, "ca": str(tls.certificate)}
        yield Broken(recorder(told), breaks)


@contextmanager
def a_frigate(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    tls = own_tls(folder)
    server = FrigateServer()
    server.kept = Kept(password=SECRET, segments={"gate": written(folder, segments)})
    with serving(server, tls=tls):
        told = {"kind": "frigate", "url": server.url, "ca": str(tls.certificate)}
        yield Broken(
            recorder({**told, "user": "accident-service", "secret": "env:NVR_SECRET"}),
            server.kept.stops_after,
        )


@contextmanager
def an_onvif_recorder(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    """Its replay is one stream, in which the times of the frames leap over the gap."""
    server, tls = OnvifServer(), own_tls(folder)
    server.kept = Replayed(password=SECRET)
    for one, start_s in zip(written(folder, segments), STARTS_S, strict=True):
        server.kept.frames += frames_of(one.path, NOON + timedelta(seconds=start_s))
    with serving(server.soap, server.rtsp, tls=tls):
        told = {"kind": "onvif", "url": server.url, "replay": server.replay}
        signed = {"user": "accident-service", "secret": "env:NVR_SECRET"}
        made = recorder({**told, **signed, "ca": str(tls.certificate)})
        yield Broken(made, server.kept.dies_after, breaks_after=7, source_key=TOKEN)


@contextmanager
def a_gateway(folder: Path, segments: dict[str, bytes]) -> Iterator[Broken]:
    """Its device begins a second before what is asked for, and nothing tells that it did."""
    server, tls = GatewayServer(), own_tls(folder)
    kept = written(folder, segments)
    local = [
        tuple(f"{datetime.fromtimestamp(at_s, ZONE):%F %T}" for at_s in (one.start_s, one.end_s))
        for one in kept
    ]
    recordings = [(start, end) for start, end in local]
    server.kept = Device(password=SECRET, recordings=recordings, segments=kept, early_s=1.0)
    with serving(server, tls=tls):
        told = {"kind": "gb28181", "url": server.url, "ca": str(tls.certificate), "precision_s": 1}
        yield Broken(
            recorder({**told, "user": "accident-service", "secret": "env:NVR_SECRET"}),
            server.kept.dies_after,
            wanted_s=(40.2, 46.5),
            source_key=f"{DEVICE}/{CHANNEL}",
            off_by_s=1.0,
        )


def written(folder: Path, segments: dict[str, bytes]) -> list[Segment]:
    """The files on a recorder's disk."""
    kept = []
    for start_s, content in zip(STARTS_S, segments.values(), strict=True):
        path = folder / f"{start_s:.0f}.mp4"
        path.write_bytes(content)
        at_s = NOON.timestamp() + start_s
        kept.append(Segment(path, at_s, at_s + SEGMENT_S))
    return kept


SOURCES = {
    "folder": a_folder,
    "s3": a_store,
    "https": a_web_server,
    "frigate": a_frigate,
    "onvif": an_onvif_recorder,
    "gb28181": a_gateway,
}
