"""Recordings no decoder here can read, told by their first bytes.

What matters to whoever sent them is what to export instead, not that some library failed.
"""

from accident_service.adapters.clip_verdicts import ClipVerdict

# Where a program stream names its streams; recorders repeat it before every key frame.
HEAD_BYTES = 1 << 16
_PACK, _STREAM_MAP = b"\x00\x00\x01\xba", b"\x00\x00\x01\xbc"
# GB/T 28181-2022, annex C: the stream types of a program stream map.
_SVAC_VIDEO = 0x80
# Each frame of Dahua's own files begins so.
_DAHUA = b"DHAV"
_LENGTH_OFFSET, _INFO_OFFSET = 4, 8


def unreadable_wrapping(head: bytes) -> ClipVerdict | None:
    """What makes a file unreadable, by its first `HEAD_BYTES`; None where a decoder may try.

    SVAC (GB/T 25724) is told by the stream type of the first program stream map.
    """
    if head.startswith(_DAHUA):
        return ClipVerdict.VENDOR_FORMAT
    if head.startswith(_PACK) and _SVAC_VIDEO in _stream_types(head):
        return ClipVerdict.SVAC
    return None


def _stream_types(head: bytes) -> frozenset[int]:
    """The types in the first program stream map (ISO/IEC 13818-1, 2.5.4); empty without one.

    The map is: prefix and length, two bytes of version, the length of its descriptors and those,
    the length of the list and the list: type, stream number, length of descriptors, descriptors.
    """
    start = head.find(_STREAM_MAP)
    if start < 0:
        return frozenset()
    body = head[start:]
    at = _INFO_OFFSET + 2 + _number(body, _INFO_OFFSET)
    end = min(at + 2 + _number(body, at), len(body))
    at += 2
    types: set[int] = set()
    while at + _LENGTH_OFFSET <= end:
        types.add(body[at])
        at += _LENGTH_OFFSET + _number(body, at + 2)
    return frozenset(types)


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "big")
