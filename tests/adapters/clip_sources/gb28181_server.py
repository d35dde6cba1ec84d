"""A gateway and a media server on loopback that keep to the contract of WVP and ZLMediaKit.

As the real ones do: passwords come as MD5, every answer is wrapped in code and message, times are
local without an offset, a download begins, is asked after until the media server has written its
file, and ends when it is stopped; the file's address names hosts the client cannot reach.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.adapters.clip_sources.frigate_server import Segment, joined
from tests.adapters.loopback_server import LoopbackServer, Quiet

DEVICE, CHANNEL = "34020000001110000001", "34020000001320000003"
ZONE = ZoneInfo("Asia/Shanghai")
TOKEN, API_KEY = "a.jwt.of.it", "an-api-key"
STREAM = f"{DEVICE}_{CHANNEL}"
FILE = f"/mp4_record/record/rtp/{STREAM}/2026-03-02/20-00-01-0.mp4"


@dataclass(slots=True)
class Kept:
    """What the device has recorded, what becomes of it, and what was asked."""

    password: str = ""
    recordings: list[tuple[str, str]] = field(default_factory=list)  # local times
    content: bytes = b""
    segments: list[Segment] = field(default_factory=list)  # what it cuts `content` from, if set
    early_s: float = 0.0  # how long before the second asked for the device begins
    writes_for: int = 2  # answers before the file is there; negative: it never is
    dies_after: list[int] = field(default_factory=list)  # bytes of the file; one an answer
    refuses: dict[str, str] = field(default_factory=dict)  # a step and what is said of it
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    running: dict[str, int] = field(default_factory=dict)  # answers left, by stream


def _moment_s(local: str) -> float:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).timestamp()


class GatewayServer(LoopbackServer):
    """Both servers at one port."""

    def __init__(self) -> None:
        super().__init__(_Answering)
        self.kept = Kept()


class _Answering(Quiet, BaseHTTPRequestHandler):
    server: GatewayServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kept, address = self.server.kept, urlsplit(self.path)
        query = {name: told[0] for name, told in parse_qs(address.query).items()}
        if address.path == FILE:
            self._file()
            return
        kept.asked.append((address.path, query))
        if address.path == "/api/user/login":
            self._sign_in(query)
        elif self.headers["access-token"] != TOKEN and self.headers["api-key"] != API_KEY:
            self._say(401, "请登录后重新请求")
        else:
            self._step(address.path.removeprefix("/api/gb_record/"), query)

    def _sign_in(self, query: Mapping[str, str]) -> None:
        right = hashlib.md5(self.server.kept.password.encode(), usedforsecurity=False).hexdigest()
        if query == {"username": "accident-service", "password": right}:
            self._say(0, "成功", {"username": query["username"], "accessToken": TOKEN})
        else:
            self._say(100, "用户名或密码错误")

    def _step(self, path: str, query: Mapping[str, str]) -> None:
        kept = self.server.kept
        step, _, rest = path.partition(f"/{DEVICE}/{CHANNEL}")
        if not path.startswith(f"{step}/{DEVICE}"):
            self._say(100, f"{path} 不存在")
        elif step in kept.refuses:
            self._say(100, kept.refuses[step])
        elif step == "query":
            self._say(0, "成功", self._recorded(query))
        elif step == "download/start":
            kept.running[STREAM] = kept.writes_for
            if kept.segments:
                ends_s = (_moment_s(query[name]) for name in ("startTime", "endTime"))
                kept.content = joined(kept.segments, next(ends_s) - kept.early_s, next(ends_s))
            self._say(0, "成功", {"app": "rtp", "stream": STREAM, "progress": 0.0})
        elif rest != f"/{STREAM}" or STREAM not in kept.running:
            self._say(404, "资源未找到")
        elif step == "download/stop":
            del kept.running[STREAM]
            self._say(0, "成功")
        else:
            kept.running[STREAM] -= 1
            done = kept.running[STREAM] == 0
            paths = {"httpPath": f"http://10.1.2.3:80{FILE}", "httpsPath": f"https://z.lan{FILE}"}
            self._say(
                0,
                "成功",
                {"stream": STREAM, "progress": 0.4, "downLoadFilePath": paths if done else None},
            )

    def _recorded(self, query: Mapping[str, str]) -> dict[str, object]:
        # Times of this form sort like what they mean.
        found = [
            {"deviceId": CHANNEL, "name": "", "startTime": start, "endTime": end, "type": "time"}
            for start, end in self.server.kept.recordings
            if end > query["startTime"] and start < query["endTime"]
        ]
        return {"deviceId": DEVICE, "sumNum": len(found), "recordList": found or None}

    def _file(self) -> None:
        kept = self.server.kept
        first = int(self.headers.get("Range", "bytes=0-")[6:].partition("-")[0])
        body = kept.content[first:]
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"1"')
        if first:
            size = len(kept.content)
            self.send_header("Content-Range", f"bytes {first}-{size - 1}/{size}")
        self.end_headers()
        self.wfile.write(body[: kept.dies_after.pop(0)] if kept.dies_after else body)
        self.close_connection = True

    def _say(self, code: int, message: str, inside: object = None) -> None:
        body = json.dumps({"code": code, "msg": message, "data": inside}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True
