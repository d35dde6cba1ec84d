"""The replay of an ONVIF recorder: RTSP with packets on the same line.

A replay needs `onvif-replay` and a range of clock times, begins at the key frame at or before it,
and each frame carries the time it was taken at in the extension of its first packet.
"""

import hashlib
import re
import socketserver
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BufferedIOBase
from pathlib import Path
from typing import Protocol

import av
from av.bitstream import BitStreamFilterContext
from typing_extensions import override

SINCE_1900 = datetime(1900, 1, 1, tzinfo=UTC)
NONCE, REALM = "5f1c2b", "recorder"
MTU = 600  # bytes, so that frames come in pieces


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
    dies_after: list[int] = field(default_factory=list)  # frames of a replay; one each
    loses: int | None = None  # the number of a packet that never comes
    tells_times: bool = True
    asked: list[str] = field(default_factory=list)


class RtspServer(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True

    def __init__(self, at: tuple[str, int], answering: type, recorder: "Recorder") -> None:
        super().__init__(at, answering)
        self.recorder = recorder


class Replaying(socketserver.StreamRequestHandler):
    server: RtspServer

    @override
    def handle(self) -> None:
        with suppress(OSError):  # a client that had enough hangs up
            self._answer_all()

    def _answer_all(self) -> None:
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
        dies_after = kept.dies_after.pop(0) if kept.dies_after else None
        for sent, frame in enumerate(kept.frames[keys[-1] if keys else 0 :]):
            if frame.taken_at > to_at:
                break
            if dies_after is not None and sent >= dies_after:
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


def frames_of(stream: Path, from_at: datetime) -> list[Recorded]:
    """The video of a transport stream, or of H.264 in MP4, as a recorder keeps it."""
    with av.open(str(stream)) as container:
        packets = [one for one in container.demux(video=0) if one.pts is not None]
        if stream.suffix == ".mp4":
            plain = BitStreamFilterContext("h264_mp4toannexb", container.streams.video[0])
            packets = [each for one in packets for each in plain.filter(one)]
        first = packets[0].pts or 0
        return [
            Recorded(
                bytes(one),
                from_at + timedelta(seconds=float(((one.pts or 0) - first) * one.time_base)),
                bool(one.is_keyframe),
            )
            for one in packets
        ]


class Recorder(Protocol):
    """Whoever keeps the recording."""

    kept: Kept
