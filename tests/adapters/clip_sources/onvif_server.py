"""An ONVIF recorder on loopback: SOAP at one port, RTSP at another, one recording.

It keeps to Profile G: tokens of WS-Security are checked against its own clock, recordings are
searched, a replay needs `onvif-replay` and a range of clock times, begins at the key frame at or
before it, and each frame carries the time it was taken at in the extension of its first packet.
"""

import base64
import hashlib
import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path

import av
from typing_extensions import override

from tests.adapters.tls import HOST

TOKEN = "rec-1 <gate>"
SINCE_1900 = datetime(1900, 1, 1, tzinfo=UTC)
NONCE, REALM = "5f1c2b", "recorder"
MTU = 600  # bytes, so that frames come in pieces
NAMESPACES = (
    'xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:d="http://www.onvif.org/ver10/device/wsdl"'
    ' xmlns:s="http://www.onvif.org/ver10/search/wsdl"'
    ' xmlns:r="http://www.onvif.org/ver10/replay/wsdl"'
    ' xmlns:t="http://www.onvif.org/ver10/schema"'
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One frame in Annex B form."""

    content: bytes
    taken_at: datetime
    is_key: bool


@dataclass(slots=True)
class Kept:
    """What is recorded, and what goes wrong."""

    password: str = ""
    frames: list[Recorded] = field(default_factory=list)
    coding: str = "H264"
    ahead: timedelta = timedelta()  # of its clock before ours
    now: datetime = datetime(2026, 3, 2, 13, tzinfo=UTC)
    dies_after: int | None = None  # frames of a replay
    loses: int | None = None  # the number of a packet that never comes
    tells_times: bool = True
    asked: list[str] = field(default_factory=list)


class OnvifServer:
    """Both servers, over the same recording."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.soap = _Serving(("127.0.0.1", 0), _Soap, self)
        self.rtsp = _Lines(("127.0.0.1", 0), _Rtsp, self)

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.soap.server_address[1]}"

    @property
    def replay(self) -> str:
        return f"rtsps://{HOST}:{self.rtsp.server_address[1]}"

    def begin(self) -> None:
        for server in (self.soap, self.rtsp):
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def end(self) -> None:
        for server in (self.soap, self.rtsp):
            server.shutdown()
            server.server_close()


class _Serving(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, at: tuple[str, int], answering: type, recorder: OnvifServer) -> None:
        super().__init__(at, answering)
        self.recorder = recorder


class _Lines(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True

    def __init__(self, at: tuple[str, int], answering: type, recorder: OnvifServer) -> None:
        super().__init__(at, answering)
        self.recorder = recorder


class _Soap(BaseHTTPRequestHandler):
    server: _Serving
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        kept = self.server.recorder.kept
        name = re.search(r"<e:Body><s:(\w+)", body)
        asked = name[1] if name else ""
        kept.asked.append(asked)
        if asked == "GetSystemDateAndTime":
            self._say(_date(kept.now + kept.ahead))
        elif kept.password and not _token_is_right(body, kept):
            self._fault("t:NotAuthorized")
        elif asked == "GetServices":
            self._say(self._services())
        elif asked == "GetReplayUri":
            self._say(
                "<r:GetReplayUriResponse><r:Uri>rtsp://10.0.0.9/replay?rec=1</r:Uri>"
                "</r:GetReplayUriResponse>"
            )
        elif asked == "FindRecordings":
            self._say(
                "<s:FindRecordingsResponse><s:SearchToken>S&amp;1</s:SearchToken>"
                "</s:FindRecordingsResponse>"
            )
        else:
            self._say(_results(kept) if "S&amp;1" in body else "")

    def _services(self) -> str:
        told = "".join(
            f"<d:Service><d:Namespace>http://www.onvif.org/ver10/{name}/wsdl</d:Namespace>"
            f"<d:XAddr>http://10.0.0.9/onvif/{name}</d:XAddr></d:Service>"
            for name in ("device", "search", "replay")
        )
        return f"<d:GetServicesResponse>{told}</d:GetServicesResponse>"

    def _say(self, inside: str, status: int = 200) -> None:
        body = f"<e:Envelope {NAMESPACES}><e:Body>{inside}</e:Body></e:Envelope>".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _fault(self, code: str) -> None:
        self._say(
            "<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode>"
            f"<e:Value>{code}</e:Value></e:Subcode></e:Code></e:Fault>",
            400,
        )

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Rtsp(socketserver.StreamRequestHandler):
    server: _Lines

    @override
    def handle(self) -> None:
        kept = self.server.recorder.kept
        while (asked := _request(self.rfile)) is not None:
            method, headers = asked
            kept.asked.append(method)
            if kept.password and not _digest_is_right(method, headers, kept.password):
                number = headers["cseq"]
                self._say(401, number, f'WWW-Authenticate: Digest realm="{REALM}", nonce="{NONCE}"')
                continue
            if headers.get("require", "onvif-replay") != "onvif-replay":
                self._say(551, headers["cseq"])
            elif method == "DESCRIBE":
                self._describe(headers["cseq"], kept.coding)
            elif method == "PLAY":
                self._say(200, headers["cseq"], "Session: 77")
                if not self._play(headers["range"], kept):
                    return
            else:
                self._say(200, headers["cseq"], "Session: 77;timeout=60")

    def _describe(self, number: str, coding: str) -> None:
        body = (
            "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
            "m=audio 0 RTP/AVP 0\r\na=control:trackID=1\r\n"
            f"m=video 0 RTP/AVP 96\r\na=rtpmap:96 {coding}/90000\r\na=control:trackID=2\r\n"
        )
        self._say(200, number, f"Content-Length: {len(body)}", body=body)

    def _say(self, status: int, number: str, *headers: str, body: str = "") -> None:
        lines = [f"RTSP/1.0 {status} -", f"CSeq: {number}", *headers]
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    def _play(self, asked: str, kept: Kept) -> bool:
        """Send what was asked for; False where the line is to break."""
        from_at, to_at = (
            datetime.strptime(one, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
            for one in asked.removeprefix("clock=").split("-")
        )
        keys = [i for i, one in enumerate(kept.frames) if one.is_key and one.taken_at <= from_at]
        number = 65_530  # about to begin anew
        for sent, frame in enumerate(kept.frames[keys[-1] if keys else 0 :]):
            if frame.taken_at > to_at:
                break
            if kept.dies_after is not None and sent >= kept.dies_after:
                return False
            for packet in _packets(frame, number, kept):
                if number != kept.loses:
                    self.wfile.write(b"$\x00" + len(packet).to_bytes(2, "big") + packet)
                number = (number + 1) % 2**16
        self.wfile.write(b"$\x01\x00\x08" + bytes([0x81, 203, 0, 1]) + bytes(4))
        return True


def _packets(frame: Recorded, number: int, kept: Kept) -> Iterator[bytes]:
    """The frame in packets: small units whole, large ones in fragments."""
    payloads = [
        payload
        for unit in re.split(rb"\x00\x00\x00?\x01", frame.content)
        if unit
        for payload in _payloads(unit, hevc=kept.coding == "H265")
    ]
    for index, payload in enumerate(payloads):
        extension = b""
        if index == 0 and kept.tells_times:
            since = frame.taken_at - SINCE_1900
            parts = round(since.microseconds * 2**32 / 1_000_000)
            whole = since.days * 86_400 + since.seconds
            last = 0x10 if frame is kept.frames[-1] else 0
            extension = (
                b"\xab\xac\x00\x03"
                + whole.to_bytes(4, "big")
                + parts.to_bytes(4, "big")
                + bytes([last, 0, 0, 0])
            )
        ends = 0x80 if index == len(payloads) - 1 else 0
        counted = ((number + index) % 2**16).to_bytes(2, "big")
        first = bytes([0x90 if extension else 0x80, ends | 96])
        yield first + counted + bytes(8) + extension + payload


def _payloads(unit: bytes, *, hevc: bool) -> Iterator[bytes]:
    if len(unit) <= MTU:
        yield unit
        return
    header = 2 if hevc else 1
    kind = unit[0] >> 1 & 0x3F if hevc else unit[0] & 0x1F
    body = unit[header:]
    pieces = [body[start : start + MTU] for start in range(0, len(body), MTU)]
    lead = bytes([(unit[0] & 0x81) | 49 << 1, unit[1]]) if hevc else bytes([unit[0] & 0xE0 | 28])
    for index, piece in enumerate(pieces):
        flags = (0x80 if index == 0 else 0) | (0x40 if index == len(pieces) - 1 else 0)
        yield lead + bytes([flags | kind]) + piece


def _request(lines: BufferedIOBase) -> tuple[str, dict[str, str]] | None:
    first = lines.readline().decode()
    if not first.strip():
        return None
    headers = {}
    while line := lines.readline().decode().strip():
        name, _, told = line.partition(":")
        headers[name.lower()] = told.strip()
    return first.split()[0], headers


def _digest_is_right(method: str, headers: dict[str, str], password: str) -> bool:
    told = dict(re.findall(r'(\w+)="([^"]*)"', headers.get("authorization", "")))

    def hashed(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    who, what = f"accident-service:{REALM}:{password}", f"{method}:{told.get('uri')}"
    return told.get("response") == hashed(f"{hashed(who)}:{NONCE}:{hashed(what)}")


def _token_is_right(body: str, kept: Kept) -> bool:
    told = re.search(
        r"<w:Password[^>]*>(.*?)</.*<w:Nonce>(.*?)</.*<u:Created>(.*?)</", body, re.DOTALL
    )
    if told is None:
        return False
    digest, nonce, created = told.groups()
    late = abs(datetime.fromisoformat(created) - (kept.now + kept.ahead))
    right = hashlib.sha1(
        base64.b64decode(nonce) + created.encode() + kept.password.encode(), usedforsecurity=False
    ).digest()
    return late < timedelta(seconds=5) and digest == base64.b64encode(right).decode()


def _date(at: datetime) -> str:
    return (
        "<d:GetSystemDateAndTimeResponse><d:SystemDateAndTime><t:UTCDateTime>"
        f"<t:Time><t:Hour>{at.hour}</t:Hour><t:Minute>{at.minute}</t:Minute>"
        f"<t:Second>{at.second}</t:Second></t:Time>"
        f"<t:Date><t:Year>{at.year}</t:Year><t:Month>{at.month}</t:Month><t:Day>{at.day}</t:Day>"
        "</t:Date></t:UTCDateTime></d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>"
    )


def _results(kept: Kept) -> str:
    told = ""
    if kept.frames:
        first, last = kept.frames[0].taken_at, kept.frames[-1].taken_at
        told = (
            "<t:RecordingInformation><t:RecordingToken>rec-1 &lt;gate></t:RecordingToken>"
            f"<t:EarliestRecording>{first.isoformat()}</t:EarliestRecording>"
            f"<t:LatestRecording>{last.isoformat()}</t:LatestRecording></t:RecordingInformation>"
        )
    return (
        f"<s:GetRecordingSearchResultsResponse><s:ResultList>{told}"
        "<t:SearchState>Completed</t:SearchState></s:ResultList>"
        "</s:GetRecordingSearchResultsResponse>"
    )


def frames_of(stream: Path, from_at: datetime) -> list[Recorded]:
    """The video of a transport stream as a recorder keeps it."""
    with av.open(str(stream)) as container:
        packets = [one for one in container.demux(video=0) if one.pts is not None]
        first = packets[0].pts or 0
        return [
            Recorded(
                bytes(one),
                from_at + timedelta(seconds=float(((one.pts or 0) - first) * one.time_base)),
                bool(one.is_keyframe),
            )
            for one in packets
        ]
