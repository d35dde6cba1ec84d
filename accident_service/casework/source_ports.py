"""Ports of where recordings come from, and of what is done to them before anyone decodes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.footage.search import ClipRequest
from accident_service.quantities.clocks import TimeWindow


class Progress(Protocol):
    """Told how far a fetch has come; it renews the lease, so tell it every few seconds."""

    def __call__(self, share_done: float) -> None:
        """Args: share_done: 0..1."""
        ...


def share_of(number: int, count: int, whole: Progress) -> Progress:
    """Tells `whole` of the part with this number, out of `count` that take as long."""

    def told(share_done: float) -> None:
        whole((number + share_done) / count)

    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredPart:
    """One file exactly as the source delivered it.

    `span` is by the camera's own clock: its start is when the first frame was taken, as far
    as the source knows; `precision_s` is how much later it may have been, such as 1 where file
    names are cut to whole seconds. `start_doubt_s` is set where a source begins before or after
    what was asked and nothing tells which, so that the doubt must stay with the clip.
    """

    path: Path
    span: TimeWindow
    name: str  # what the source calls it; no credentials
    media_type: str
    precision_s: float = 0.0
    start_doubt_s: float = 0.0  # at most, to either side
    inside: tuple[TimeWindow, ...] = ()  # what is shown, where a file tells of gaps of its own

    @property
    def stretches(self) -> tuple[TimeWindow, ...]:
        """The times it shows, in order."""
        return self.inside or (self.span,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a source had of the time asked for: one file or more, in order of time."""

    parts: tuple[DeliveredPart, ...]
    source_kind: str  # "folder", "s3", "frigate" …
    source_address: str  # where it came from, without credentials

    def __post_init__(self) -> None:
        """Refuse a delivery of nothing, and one out of order."""
        starts = [part.span.from_at for part in self.parts]
        if not starts or starts != sorted(starts):
            raise ValueError("a delivery is at least one part, in order of time")


class ClipSource(Protocol):
    """One camera's recordings, wherever they are kept."""

    def fetch(self, request: ClipRequest, into: Path, on_progress: Progress) -> Delivery:
        """Bring every recorded file that holds some of the requested span, bytes as recorded.

        A transfer that breaks off is taken up again where it stopped, if the source can, or
        fails; a part is never handed over incomplete. The work bounds its own time.

        Args:
            into: An empty folder; the parts are written there under names of the adapter's.

        Raises:
            NoFootage: The recording does not exist (any more).
            ClipSourceUnavailable: The source did not answer, broke off, or is still recording
                the time asked for; worth another try.
        """
        ...


class Arrivals(Protocol):
    """Room for recordings until they are sealed."""

    def room(self) -> AbstractContextManager[Path]:
        """An empty folder nobody else reads; gone with all that is in it afterwards.

        Raises:
            StorageFull: There is no room.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Bytes kept under their hash, and the second hash of the same bytes."""

    blob: BlobRef
    sm3: str


class Sealer(Protocol):
    """Keeps bytes and says by what hashes they will be known from now on."""

    def seal(self, path: Path, media_type: str) -> Seal:
        """Keep the file's bytes without looking into them.

        Raises:
            BlobStoreUnavailable: They could not be written.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPart:
    """A part whose original is kept already."""

    original: BlobRef
    span: TimeWindow
    precision_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A derivative of one or several originals, and the time it covers by the camera's clock."""

    seal: Seal
    span: TimeWindow
    tool: str  # name and version of what made it
    media_type: str


class ClipJoiner(Protocol):
    """Joins and shortens recordings without coding anew."""

    def join(self, parts: Sequence[SealedPart], keep: TimeWindow, on_progress: Progress) -> Joined:
        """The packets of `parts` that show `keep`, in one file; a gap in time stays a gap.

        It starts with the last key frame before `keep`, and names its originals inside.
        The same originals give the same bytes.

        Raises:
            ClipUnreadable: They are not recordings, or not of one kind that can be joined.
            BlobStoreUnavailable: There was no room.
        """
        ...
