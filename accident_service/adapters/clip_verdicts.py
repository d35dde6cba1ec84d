"""Why a clip was not analysed, as codes that do not change with the wording."""

from enum import StrEnum

from accident_service.errors import ClipUnreadable


class ClipVerdict(StrEnum):
    """The ways a clip fails to be evidence, from the outside in."""

    MISSING = "missing"
    EMPTY = "empty"
    NOT_A_VIDEO = "not-a-video"
    NO_VIDEO = "no-video-stream"
    REFUSED_CODEC = "codec-refused"
    NO_SIZE = "no-picture-size"  # none that can be read, or one so large that it is not
    TOO_LARGE = "too-large"
    TOO_SMALL = "too-small"
    NO_TIMES = "no-timestamps"
    NO_PICTURES = "no-pictures"
    SIZE_CHANGES = "size-changes"
    READER_DIED = "reader-died"
    READER_TIMED_OUT = "reader-timed-out"
    READER_FAILED = "reader-failed"


def unreadable(verdict: ClipVerdict, message: str) -> ClipUnreadable:
    """The error to raise for this verdict."""
    return ClipUnreadable(message, verdict=verdict.value)
