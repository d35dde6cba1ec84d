"""A replay over RTSP (RFC 2326), packets on the same TCP connection as what is asked.

Own code, because the replay of ONVIF lives in parts that players leave out: a range of clock
times, `Rate-Control: no`, and the header extension of each packet. Every connection goes through
the judged addresses of `outgoing`.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from socket import socket
from typing import IO
from urllib.parse import urljoin

from accident_service.adapters.clip_sources.onvif.digest import Challenge, answer, challenge_in
from accident_service.adapters.clip_sources.onvif.sdp import VideoMedia, video_in
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.quantities.clocks import TimeWindow

OK, UNAUTHORIZED, NOT_FOUND = 200, 401, 404
RANGE_INVALID = 457
_LONGEST_LINE, _MOST_HEADERS, _LONGEST_BODY = 8192, 100, 1 << 20
_CLOCK = "%Y%m%dT%H%M%S.%fZ"
_PACKETS, _REPORTS = 0, 1  # channels
_GOODBYE = 203  # RTCP BYE
# Sessions end after a minute of silence unless told otherwise; half of it is safe.
KEPT_ALIVE_EVERY_S = 25.0
PARTING_S = 2.0  # how long a farewell may take [design]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the server."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        """The header's first value, empty without it."""
        return next(iter(self.headers.get(name, ())), "")


@dataclass(slots=True)
class RtspReplay:
    """One session with a recorder; `line` is connected, and closed by the caller.

    `user` and `password` are told to nobody but the server, as a digest.
    """

    line: socket
    uri: str
    user: str
    password: str
    required: Mapping[str, str] = field(default_factory=lambda: {"Require": "onvif-replay"})
    _input: IO[bytes] = field(init=False)
    _number: int = 0
    _session: str = ""
    _challenge: Challenge | None = None

    def __post_init__(self) -> None:
        self._input = self.line.makefile("rb")

    def close(self) -> None:
        """Let go of the line, which whoever made it closes."""
        self._input.close()

    def described(self) -> VideoMedia:
        """The video of the recording.

        Raises:
            NoFootage: There is no such recording.
            ClipSourceUnavailable: It is refused, or holds no video that can be taken.
        """
        said = self._asked("DESCRIBE", self.uri, {"Accept": "application/sdp", **self.required})
        return video_in(said.body, said.header("content-base") or self.uri)

    def played(self, media: VideoMedia, span: TimeWindow | None) -> Iterator[bytes]:
        """The RTP packets of the span, as fast as they come, until the server ends.

        `span` None asks for all there is, at the server's own pace.

        Raises:
            NoFootage: Nothing is recorded of the span.
            ClipSourceUnavailable: It is refused.
            OSError: The line broke, or nothing came for as long as it waits.
        """
        interleaved = f"RTP/AVP/TCP;unicast;interleaved={_PACKETS}-{_REPORTS}"
        control = urljoin(media.base if media.base.endswith("/") else media.base + "/", media.track)
        said = self._asked("SETUP", control, {"Transport": interleaved, **self.required})
        self._session = said.header("session").partition(";")[0]
        range_: dict[str, str] = {}
        if span is not None:
            ends = (at.astimezone(UTC).strftime(_CLOCK) for at in (span.from_at, span.to_at))
            range_ = {"Range": "clock=" + "-".join(ends), "Rate-Control": "no"}
        self._asked("PLAY", self.uri, {**range_, **self.required})
        yield from self._packets()

    def ended(self) -> None:
        """Tell the server that it may forget the session, and hear it out for a moment.

        Raises:
            OSError: It did not answer in time; nothing depends on that.
        """
        self._send("TEARDOWN", self.uri, {})
        self.line.settimeout(PARTING_S)
        while (first := self._input.read(1)) == b"$":
            self._exactly(int.from_bytes(self._exactly(3)[1:], "big"))
        if first:
            self._read_answer(first)

    def _packets(self) -> Iterator[bytes]:
        told_s = time.monotonic()
        while first := self._input.read(1):
            if first != b"$":
                self._read_answer(first)
                continue
            channel = self._exactly(1)[0]
            data = self._exactly(int.from_bytes(self._exactly(2), "big"))
            if channel == _PACKETS:
                yield data
            elif channel == _REPORTS and _says_goodbye(data):
                return
            if time.monotonic() - told_s > KEPT_ALIVE_EVERY_S:
                self._send("GET_PARAMETER", self.uri, {})
                told_s = time.monotonic()

    def _asked(self, method: str, uri: str, headers: dict[str, str]) -> Said:
        self._send(method, uri, headers)
        said = self._read_answer(self._exactly(1))
        if said.status == UNAUTHORIZED and self._challenge is None:
            self._challenge = challenge_in(said.headers.get("www-authenticate", []))
            self._send(method, uri, headers)
            said = self._read_answer(self._exactly(1))
        if said.status in (NOT_FOUND, RANGE_INVALID):
            raise NoFootage(f"the recorder has nothing of it ({method}: {said.status})")
        if said.status == UNAUTHORIZED:
            raise ClipSourceUnavailable(f"the recorder refuses our credentials ({method})")
        if said.status != OK:
            raise ClipSourceUnavailable(f"the recorder answered {method} with {said.status}")
        return said

    def _send(self, method: str, uri: str, headers: dict[str, str]) -> None:
        self._number += 1
        told = {"CSeq": str(self._number), **headers}
        if self._session:
            told["Session"] = self._session
        if self._challenge is not None:
            told["Authorization"] = answer(
                self._challenge, user=self.user, password=self.password, method=method, uri=uri
            )
        lines = [f"{method} {uri} RTSP/1.0", *(f"{name}: {one}" for name, one in told.items())]
        self.line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def _read_answer(self, first: bytes) -> Said:
        words = (first + self._input.readline(_LONGEST_LINE)).decode("latin-1").split(" ", 2)
        if not words[0].startswith("RTSP/1.") or len(words) < 2 or not words[1].isdigit():
            raise ClipSourceUnavailable("the recorder does not speak RTSP")
        headers: dict[str, list[str]] = {}
        for _ in range(_MOST_HEADERS):
            line = self._input.readline(_LONGEST_LINE).decode("latin-1").strip()
            if not line:
                break
            name, _, told = line.partition(":")
            headers.setdefault(name.strip().lower(), []).append(told.strip())
        length = next(iter(headers.get("content-length", ())), "0")
        if not length.isdigit() or int(length) > _LONGEST_BODY:
            raise ClipSourceUnavailable("the recorder's answer is too long")
        return Said(int(words[1]), headers, self._exactly(int(length)))

    def _exactly(self, count: int) -> bytes:
        data = self._input.read(count)
        if len(data) < count:
            raise ConnectionError("the recorder hung up")
        return data


def _says_goodbye(data: bytes) -> bool:
    """Is there a BYE among the reports of one RTCP packet (RFC 3550, 6.6)?"""
    at = 0
    while at + 4 <= len(data):
        if data[at + 1] == _GOODBYE:
            return True
        at += 4 * (int.from_bytes(data[at + 2 : at + 4], "big") + 1)
    return False
