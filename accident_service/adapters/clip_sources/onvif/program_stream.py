"""Frames packed as a program stream, each with its own time, as GB/T 28181 recorders do too.

ISO/IEC 13818-1, 2.5.3 (packs), 2.5.4 (stream map) and 2.4.3 (PES). Nothing is decoded and no
library touches what came over the line; the container is one every reader knows.
"""

H264_TYPE, H265_TYPE = 0x1B, 0x24
CLOCK_HZ = 90_000
END = b"\x00\x00\x01\xb9"
_VIDEO = 0xE0
_MOST_BYTES = 65_000  # of one PES, whose length is told in two bytes
# Bits of a second a time may have: 33 (2.4.3.7); it begins anew after 26 hours.
_TIME_MASK = (1 << 33) - 1


def packed_frame(content: bytes, time_s: float, stream_type: int, *, is_key: bool) -> bytes:
    """One frame in Annex B form at its time; before a key frame also what the stream holds."""
    ticks = round(time_s * CLOCK_HZ) & _TIME_MASK
    pieces = [pack(ticks)]
    if is_key:
        pieces.append(stream_map(stream_type))
    pieces += [
        _pes(content[start : start + _MOST_BYTES], ticks if start == 0 else None)
        for start in range(0, len(content), _MOST_BYTES)
    ]
    return b"".join(pieces)


def pack(ticks: int) -> bytes:
    """A pack header at this time of the 90 kHz clock."""
    clock = (
        (0b01 << 46)
        | ((ticks >> 30 & 0x7) << 43)
        | (1 << 42)
        | ((ticks >> 15 & 0x7FFF) << 27)
        | (1 << 26)
        | ((ticks & 0x7FFF) << 11)
        | (1 << 10)
        | 1
    )
    rate = (5000 << 2) | 0b11
    return b"\x00\x00\x01\xba" + clock.to_bytes(6, "big") + rate.to_bytes(3, "big") + b"\xf8"


def stream_map(stream_type: int) -> bytes:
    """A program stream map that names one video stream."""
    listed = bytes([stream_type, _VIDEO, 0, 0])
    body = bytes([0xE1, 0xFF, 0, 0]) + len(listed).to_bytes(2, "big") + listed + bytes(4)
    return b"\x00\x00\x01\xbc" + len(body).to_bytes(2, "big") + body


def _pes(content: bytes, ticks: int | None) -> bytes:
    times = b"" if ticks is None else _time(ticks)
    header = bytes([0x80, 0x80 if times else 0, len(times)]) + times
    length = (len(header) + len(content)).to_bytes(2, "big")
    return b"\x00\x00\x01" + bytes([_VIDEO]) + length + header + content


def _time(ticks: int) -> bytes:
    """A presentation time in five bytes with its marker bits."""
    return bytes(
        [
            0x21 | (ticks >> 29 & 0x0E),
            ticks >> 22 & 0xFF,
            0x01 | (ticks >> 14 & 0xFE),
            ticks >> 7 & 0xFF,
            0x01 | (ticks << 1 & 0xFE),
        ]
    )
