"""The video a recorder offers, out of its session description (RFC 8866, RFC 6184, RFC 7798)."""

import base64
import binascii
import re
from dataclasses import dataclass

from accident_service.adapters.clip_sources.onvif.rtp import START_CODE
from accident_service.errors import ClipSourceUnavailable

CODINGS = {"H264": False, "H265": True}
_PARAMETER_SETS = ("sprop-vps", "sprop-sps", "sprop-pps", "sprop-parameter-sets")
_FIELD = re.compile(r"([\w-]+)=([^;\s]+)")


@dataclass(frozen=True, slots=True)
class VideoMedia:
    """One video of a recording."""

    base: str  # what `track` stands below
    track: str
    hevc: bool
    parameter_sets: bytes  # in Annex B form; empty where only the stream itself has them


def video_in(body: bytes, base: str) -> VideoMedia:
    """The first video that can be taken.

    Raises:
        ClipSourceUnavailable: There is none; the codings it has are named.
    """
    named = []
    for media in body.decode("utf-8", "replace").split("\nm=")[1:]:
        if not media.startswith("video"):
            continue
        coding = re.search(r"a=rtpmap:\d+ ([\w.-]+)/", media)
        name = coding[1].upper() if coding else "none"
        named.append(name)
        if name in CODINGS:
            control = re.search(r"a=control:(\S+)", media)
            track = control[1] if control else ""
            return VideoMedia(base, track, CODINGS[name], _parameter_sets(media))
    raise ClipSourceUnavailable(
        f"the recording holds no video in H.264 or H.265 ({', '.join(named) or 'no video at all'})"
    )


def _parameter_sets(media: str) -> bytes:
    told = re.search(r"a=fmtp:\d+ (.*)", media)
    fields = dict(_FIELD.findall(told[1])) if told else {}
    units = [one for name in _PARAMETER_SETS for one in fields.get(name, "").split(",") if one]
    try:
        return b"".join(START_CODE + base64.b64decode(one + "==") for one in units)
    except binascii.Error:
        return b""
