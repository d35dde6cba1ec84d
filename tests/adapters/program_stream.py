"""A program stream as GB/T 28181 devices send it: a pack, a map and one PES of each frame.

ISO/IEC 13818-1, 2.5.3 and 2.4.3; GB/T 28181-2022, annex C.
"""

from pathlib import Path

import av

H264_TYPE, H265_TYPE, SVAC_TYPE = 0x1B, 0x24, 0x80
VIDEO = 0xE0
MOST_BYTES = 65_000  # of one PES, whose length is told in two bytes
_END = b"\x00\x00\x01\xb9"


def packed(annex_b: Path, stream_type: int) -> bytes:
    """The video of a transport stream, frame by frame, in packs with its own times."""
    out = bytearray()
    with av.open(str(annex_b)) as container:
        for packet in container.demux(video=0):
            if packet.pts is None or packet.time_base is None:
                continue
            ticks = round(packet.pts * packet.time_base * 90_000)
            out += pack(ticks)
            if packet.is_keyframe:
                out += stream_map(stream_type)
            content = bytes(packet)
            for start in range(0, len(content), MOST_BYTES):
                out += _pes(content[start : start + MOST_BYTES], ticks if start == 0 else None)
    return bytes(out) + _END


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
    listed = bytes([stream_type, VIDEO, 0, 0])
    body = bytes([0xE1, 0xFF, 0, 0]) + len(listed).to_bytes(2, "big") + listed + bytes(4)
    return b"\x00\x00\x01\xbc" + len(body).to_bytes(2, "big") + body


def _pes(content: bytes, ticks: int | None) -> bytes:
    times = b"" if ticks is None else _time(ticks)
    header = bytes([0x80, 0x80 if times else 0, len(times)]) + times
    length = (len(header) + len(content)).to_bytes(2, "big")
    return b"\x00\x00\x01" + bytes([VIDEO]) + length + header + content


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
