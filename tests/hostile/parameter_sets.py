"""Write another picture size into an H.264 sequence parameter set (ITU-T H.264, 7.3.2.1.1).

Baseline profile only, as the clips of these tests are: nothing of chroma before the size.
"""

from collections.abc import Iterator

START_CODE = b"\x00\x00\x00\x01"
_SEQUENCE_PARAMETERS = 0x67
_BASELINE = 66


def with_size_in_blocks(stream: bytes, columns: int, rows: int) -> bytes:
    """A byte stream whose parameter set asks for so many blocks of 16 by 16 pixels."""
    first = stream.index(START_CODE + bytes([_SEQUENCE_PARAMETERS])) + len(START_CODE)
    last = stream.index(START_CODE, first)
    return stream[:first] + _resized(stream[first:last], columns, rows) + stream[last:]


def _resized(unit: bytes, columns: int, rows: int) -> bytes:
    if unit[1] != _BASELINE:
        raise ValueError(f"profile {unit[1]}; only {_BASELINE} is understood")
    payload = unit.replace(b"\x00\x00\x03", b"\x00\x00")
    bits = "".join(f"{byte:08b}" for byte in payload[4:])
    place = _Place(bits)
    place.numbers(2)  # its id, length of frame numbers
    if place.number() == 0:  # how order is told
        place.numbers(1)
    place.numbers(1)  # reference frames
    place.at += 1  # gaps allowed
    before = bits[: place.at]
    place.numbers(2)
    after = bits[place.at :].rstrip("0")
    changed = before + _number(columns - 1) + _number(rows - 1) + after
    changed += "0" * (-len(changed) % 8)
    whole = payload[:4] + bytes(int(changed[i : i + 8], 2) for i in range(0, len(changed), 8))
    return bytes(_guarded(whole))


class _Place:
    """Where one is in a string of bits."""

    def __init__(self, bits: str) -> None:
        self.bits, self.at = bits, 0

    def number(self) -> int:
        """The next exponential-Golomb number."""
        zeros = self.bits.index("1", self.at) - self.at
        end = self.at + 2 * zeros + 1
        value = int(self.bits[self.at + zeros : end], 2) - 1
        self.at = end
        return value

    def numbers(self, count: int) -> None:
        for _ in range(count):
            self.number()


def _number(value: int) -> str:
    binary = f"{value + 1:b}"
    return "0" * (len(binary) - 1) + binary


def _guarded(payload: bytes) -> Iterator[int]:
    """Bytes with a 3 wherever two zeros would else begin a start code."""
    zeros = 0
    for byte in payload:
        if zeros == 2 and byte <= 3:
            yield 3
            zeros = 0
        yield byte
        zeros = zeros + 1 if byte == 0 else 0
