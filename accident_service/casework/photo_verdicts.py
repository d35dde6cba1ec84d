"""Why a file was not taken as a photograph, as codes that do not change with the wording.

Apart from the ports, because the reading child loads this and little else.
"""

from enum import StrEnum


class PhotoVerdict(StrEnum):
    """The ways a file fails to be a photograph we take."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"  # in bytes
    TOO_MANY = "too-many"
    NOT_A_PICTURE = "not-a-picture"
    HEIC = "heic"
    ANIMATED = "animated"
    TOO_MANY_PIXELS = "too-many-pixels"
    DAMAGED = "damaged"  # or it killed its reader
