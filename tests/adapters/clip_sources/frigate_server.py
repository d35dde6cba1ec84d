"""A server that keeps to Frigate's HTTP contract, with real segments and real remuxing.

What it does as Frigate does: signs in with a cookie, lists segments with sizes in MiB, adds every
segment that touches the asked time, cuts at whole seconds from a segment's start, joins by
copying packets and streams the result in chunks without a length.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import av

from tests.adapters.loopback_server import LoopbackServer, Quiet

COOKIE = "frigate_token=a.jwt.of.it"
_CLIP = re.compile(r"/api/([^/]+)/start/([\d.]+)/end/([\d.]+)/clip\.mp4")


@dataclass(frozen=True, slots=True)
class Segment:
    path: Path
    start_s: float
    end_s: float


@dataclass(slots=True)
class Kept:
    """What it has recorded, and what goes wrong."""

    user: str = "accident-service"
    password: str = ""
    segments: dict[str, list[Segment]] = field(default_factory=dict)
    stops_after: list[int] = field(default_factory=list)  # bytes of a clip; the stream just ends
    lists_oddly: bool = False
    asked: list[str] = field(default_factory=list)


class FrigateServer(LoopbackServer):
    def __init__(self) -> None:
        super().__init__(_Answering)
        self.kept = Kept()


class _Answering(Quiet, BaseHTTPRequestHandler):
    server: FrigateServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kept = self.server.kept
        right = told == {"user": kept.user, "password": kept.password}
        cookie = f"{COOKIE}; HttpOnly; Path=/; SameSite=lax"
        self._answer(200 if right else 401, b"", {"Set-Cookie": cookie} if right else {})

    def do_GET(self) -> None:
        kept, address = self.server.kept, urlsplit(self.path)
        kept.asked.append(address.path)
        known = self.headers.get("Cookie") == COOKIE
        known = known or self.headers.get("Authorization") == f"Bearer {kept.password}"
        if kept.password and not known:
            self._answer(401, b"{}")
        elif clip := _CLIP.fullmatch(address.path):
            self._clip(unquote(clip[1]), float(clip[2]), float(clip[3]))
        else:
            camera = unquote(address.path.split("/")[2])
            query = parse_qs(address.query)
            after_s, before_s = float(query["after"][0]), float(query["before"][0])
            self._answer(200, json.dumps(self._listed(camera, after_s, before_s)).encode())

    def _listed(self, camera: str, after_s: float, before_s: float) -> list[dict[str, object]]:
        if self.server.kept.lists_oddly:
            return [{"begin": after_s}]
        return [
            {
                "id": str(one.start_s),
                "start_time": one.start_s,
                "end_time": one.end_s,
                "segment_size": round(one.path.stat().st_size / 2**20, 2),
                "motion": 1,
                "objects": 0,
                "duration": one.end_s - one.start_s,
            }
            for one in self.server.kept.segments.get(camera, [])
            if one.end_s >= after_s and one.start_s <= before_s
        ]

    def _clip(self, camera: str, start_s: float, end_s: float) -> None:
        touching = [
            one
            for one in self.server.kept.segments.get(camera, [])
            if start_s <= one.start_s <= end_s
            or start_s <= one.end_s <= end_s
            or (start_s > one.start_s and end_s < one.end_s)
        ]
        if not touching:
            self._answer(400, b'{"success": false}')
            return
        body = joined(touching, start_s, end_s)
        if self.server.kept.stops_after:
            body = body[: self.server.kept.stops_after.pop(0)]
        framed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        self._answer(200, framed, {"Content-Type": "video/mp4", "Transfer-Encoding": "chunked"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if "Transfer-Encoding" not in (headers or {}):
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


def joined(segments: list[Segment], start_s: float, end_s: float) -> bytes:
    """As a player's list of files with points to begin and end at, copied to fragments."""
    out = io.BytesIO()
    options = {"movflags": "frag_keyframe+empty_moov"}
    with av.open(out, "w", format="mp4", container_options=options) as container:
        stream = None
        ended_s = 0.0
        for one in segments:
            begin_s = float(int(start_s - one.start_s)) if one.start_s < start_s else 0.0
            stop_s = float(int(end_s - one.start_s)) if one.end_s > end_s else 1e9
            last_s = 0.0
            with av.open(str(one.path)) as source:
                stream = stream or container.add_stream_from_template(source.streams.video[0])
                for packet, at_s in _copied(source, begin_s, stop_s):
                    assert packet.time_base is not None
                    shift = round((ended_s - begin_s) / packet.time_base)
                    packet.pts = (packet.pts or 0) + shift
                    packet.dts = (packet.dts or 0) + shift
                    packet.stream = stream
                    container.mux_one(packet)
                    last_s = max(last_s, at_s + 0.04 - begin_s)
            ended_s += last_s
    return out.getvalue()


def _copied(
    source: av.container.InputContainer, begin_s: float, stop_s: float
) -> Iterator[tuple["av.Packet[av.VideoStream]", float]]:
    for packet in source.demux(source.streams.video[0]):
        if packet.pts is not None and packet.time_base is not None:
            at_s = float(packet.pts * packet.time_base)
            if begin_s <= at_s < stop_s:
                yield packet, at_s
