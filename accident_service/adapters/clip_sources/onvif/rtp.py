"""Frames of RTP packets, with the time each was recorded (ONVIF Streaming Specification, 6.3).

RFC 3550 for packets, RFC 6184 for H.264 and RFC 7798 for H.265. The recorder tells a frame's time
in a header extension of the replay (0xABAC): its clock when the frame was taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from accident_service.errors import ClipSourceUnavailable

REPLAY_EXTENSION = 0xABAC
START_CODE = b"\x00\x00\x00\x01"
SINCE_1900 = datetime(1900, 1, 1, tzinfo=UTC)
_FIXED_BYTES, _EXTENSION_BYTES, _LAST_FRAME = 12, 4, 0x10


@dataclass(frozen=True, slots=True)
class Packet:
    """One RTP packet; `taken_at` only where its header tells it."""

    number: int
    ends_frame: bool
    payload: bytes
    taken_at: datetime | None
    is_last: bool  # no frame comes after this one


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame in Annex B form, by the recorder's clock."""

    content: bytes
    taken_at: datetime
    is_key: bool
    is_last: bool


def packet_of(data: bytes) -> Packet:
    """One packet as it came.

    Raises:
        ClipSourceUnavailable: It is no RTP packet.
    """
    if len(data) < _FIXED_BYTES or data[0] >> 6 != 2:
        raise ClipSourceUnavailable("the recorder sends what is no RTP packet")
    at = _FIXED_BYTES + 4 * (data[0] & 0x0F)
    taken_at, is_last = None, False
    if data[0] & 0x10:
        profile = int.from_bytes(data[at : at + 2], "big")
        words = int.from_bytes(data[at + 2 : at + _EXTENSION_BYTES], "big")
        body = data[at + _EXTENSION_BYTES : at + _EXTENSION_BYTES + 4 * words]
        at += _EXTENSION_BYTES + 4 * words
        if profile == REPLAY_EXTENSION and len(body) >= _FIXED_BYTES:
            taken_at, is_last = _moment(body), bool(body[8] & _LAST_FRAME)
    padding = data[-1] if data[0] & 0x20 else 0
    return Packet(
        number=int.from_bytes(data[2:4], "big"),
        ends_frame=bool(data[1] & 0x80),
        payload=data[at : len(data) - padding],
        taken_at=taken_at,
        is_last=is_last,
    )


def _moment(body: bytes) -> datetime:
    """Of an NTP timestamp: seconds since 1900, and parts of a second."""
    whole, parts = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    return SINCE_1900 + timedelta(seconds=whole, microseconds=parts * 1_000_000 / 2**32)


@dataclass(slots=True)
class Assembly:
    """Puts frames together from packets in their order; `hevc` says which of the two codings."""

    hevc: bool
    _units: list[bytes] = field(default_factory=list)
    _fragment: bytearray | None = None
    _taken_at: datetime | None = None
    _expected: int | None = None

    def frames(self, packet: Packet) -> Iterator[Frame]:
        """The frame this packet completes, if it does.

        Raises:
            ClipSourceUnavailable: A packet is missing, or a frame has no time.
        """
        if self._expected is not None and packet.number != self._expected:
            raise ClipSourceUnavailable("the recorder left out packets; nothing of it is kept")
        self._expected = (packet.number + 1) % 2**16
        self._taken_at = packet.taken_at or self._taken_at
        if packet.payload:
            self._add(packet.payload)
        if packet.ends_frame and self._units:
            if self._taken_at is None:
                raise ClipSourceUnavailable(
                    "the recorder does not tell when frames were recorded (ONVIF replay header)"
                )
            yield Frame(
                content=b"".join(START_CODE + unit for unit in self._units),
                taken_at=self._taken_at,
                is_key=any(self._begins_anew(unit) for unit in self._units),
                is_last=packet.is_last,
            )
            self._units, self._taken_at = [], None

    def _add(self, payload: bytes) -> None:
        kind = self._kind(payload)
        header = 2 if self.hevc else 1
        if kind == (48 if self.hevc else 24):  # several units in one packet
            self._units += _aggregated(payload[header:])
        elif kind == (49 if self.hevc else 28):  # one unit over several packets
            self._join(payload, header)
        else:
            self._units.append(payload)

    def _join(self, payload: bytes, header: int) -> None:
        flags = payload[header]
        if flags & 0x80:
            kind = flags & (0x3F if self.hevc else 0x1F)
            first = (payload[0] & 0x81) | kind << 1 if self.hevc else (payload[0] & 0xE0) | kind
            self._fragment = bytearray([first, *payload[1:header]])
        if self._fragment is None:
            raise ClipSourceUnavailable("the recorder begins in the middle of a unit")
        self._fragment += payload[header + 1 :]
        if flags & 0x40:
            self._units.append(bytes(self._fragment))
            self._fragment = None

    def _kind(self, unit: bytes) -> int:
        return unit[0] >> 1 & 0x3F if self.hevc else unit[0] & 0x1F

    def _begins_anew(self, unit: bytes) -> bool:
        """Can a decoder begin here (H.264: IDR; H.265: BLA, IDR, CRA)?"""
        return 16 <= self._kind(unit) <= 21 if self.hevc else self._kind(unit) == 5


def _aggregated(body: bytes) -> Iterator[bytes]:
    while len(body) > 2:
        length = int.from_bytes(body[:2], "big")
        yield body[2 : 2 + length]
        body = body[2 + length :]
