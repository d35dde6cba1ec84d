"""A program stream of a transport stream's video, frame by frame, as GB/T 28181 devices send it."""

from pathlib import Path

import av

from accident_service.adapters.clip_sources.onvif.program_stream import (
    CLOCK_HZ,
    END,
    H264_TYPE,
    H265_TYPE,
    pack,
    packed_frame,
    stream_map,
)

__all__ = ["H264_TYPE", "H265_TYPE", "SVAC_TYPE", "pack", "packed", "stream_map"]
SVAC_TYPE = 0x80


def packed(annex_b: Path, stream_type: int) -> bytes:
    """Every frame in a pack of its own, with its own time."""
    out = bytearray()
    with av.open(str(annex_b)) as container:
        for packet in container.demux(video=0):
            if packet.pts is None or packet.time_base is None:
                continue
            time_s = round(packet.pts * packet.time_base * CLOCK_HZ) / CLOCK_HZ
            out += packed_frame(bytes(packet), time_s, stream_type, is_key=packet.is_keyframe)
    return bytes(out) + END
