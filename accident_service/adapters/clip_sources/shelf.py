"""What all sources that keep recordings as files have in common: which to take, and when.

A shelf lists files with the time each covers and brings one of them. What is taken, that a
recorder may still be writing, and in which order, is decided here alike for all of them.
"""

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Protocol

from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import DeliveredPart, Delivery, Progress, share_of
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest
from accident_service.footage.segments import shared_s
from accident_service.quantities.clocks import TimeWindow

# How long after a file's end recorders take to hand it out. [design]
SETTLES_S = 30.0


# What a file shows, in order of time: one span, or several where it tells of gaps of its own.
Stretches = Sequence[TimeWindow]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One file at the source; `name` is what the source calls it."""

    name: str
    span: TimeWindow


class Shelf(Protocol):
    """One camera's files at a source."""

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The files that may hold some of `wanted`; others may be among them.

        Raises:
            NoFootage: The source knows no such camera.
            ClipSourceUnavailable: It did not answer.
        """
        ...

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Write the whole file to `into`, or nothing; what it shows, as is known by then.

        Raises:
            NoFootage: It is gone, or never was.
            ClipSourceUnavailable: It could not be brought whole.
        """
        ...


@dataclass(frozen=True, slots=True)
class CameraTime:
    """The time by one camera's own clock."""

    clock: Clock
    camera: Camera

    def now(self) -> datetime:
        """What the camera's clock shows at this moment."""
        return self.clock.now() + timedelta(seconds=self.camera.clock_offset_s.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfSource:
    """A `ClipSource` over a shelf."""

    shelf: Shelf
    time: CameraTime
    kind: str
    address: str  # without credentials
    precision_s: float
    start_doubt_s: float = 0.0  # as `DeliveredPart`
    settles_s: float = SETTLES_S
    lag_s: float = 0.0  # how long after its end a file may still look as if it were not there

    def fetch(self, request: ClipRequest, into: Path, on_progress: Progress) -> Delivery:
        """Bring every file that holds some of the requested span; see the port."""
        wanted = request.span
        known = tuple(self.shelf.recorded(wanted))
        found = sorted(
            (one for one in known if shared_s(one.span, wanted) > 0),
            key=lambda one: (one.span.from_at, one.span.to_at, one.name),
        )
        self._demand_finished(found, wanted)
        if not found:
            raise NoFootage(what_exists(request.camera, known, wanted))
        # What a source tells only with the file may be another time than was asked for.
        brought = (
            one
            for one in self._brought(found, into, on_progress)
            if any(shared_s(shown, wanted) > 0 for shown in one.stretches)
        )
        parts = tuple(sorted(brought, key=lambda one: one.span.from_at))
        if not parts:
            raise NoFootage(what_exists(request.camera, (), wanted))
        return Delivery(parts=parts, source_kind=self.kind, source_address=self.address)

    def _brought(
        self, found: Sequence[Recorded], into: Path, on_progress: Progress
    ) -> Iterator[DeliveredPart]:
        """The files that are really there; what is missing of several is a gap."""
        for number, one in enumerate(found):
            path = into / f"{number:05d}{PurePosixPath(one.name.partition('?')[0]).suffix}"
            progress = share_of(number, len(found), on_progress)
            try:
                yield self._part(one, self.shelf.bring(one, path, progress), path)
            except NoFootage:
                if len(found) == 1:
                    raise

    def _demand_finished(self, found: Sequence[Recorded], wanted: TimeWindow) -> None:
        """What is being recorded at this moment is fetched when it is whole."""
        now_at = self.time.now()
        last_at = max((one.span.to_at for one in found), default=wanted.from_at)
        settled_at = max(last_at, wanted.to_at) + timedelta(seconds=self.settles_s)
        if now_at < last_at + timedelta(seconds=self.lag_s) or (
            last_at < wanted.to_at and now_at < settled_at
        ):
            raise ClipSourceUnavailable(
                f"not yet: {wanted.to_at:%F %T} UTC is still being recorded or written away"
            )

    def _part(self, one: Recorded, shown: Stretches, path: Path) -> DeliveredPart:
        return DeliveredPart(
            path=path,
            span=TimeWindow(shown[0].from_at, shown[-1].to_at),
            inside=tuple(shown) if len(shown) > 1 else (),
            name=one.name.partition("?")[0],  # a query may hold what is nobody's business
            media_type=media_type_of(path.name),
            precision_s=self.precision_s,
            start_doubt_s=self.start_doubt_s,
        )


def media_type_of(name: str) -> str:
    """What a file is by the ending of its name; nobody has looked inside."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def what_exists(camera: str, known: Sequence[Recorded], wanted: TimeWindow) -> str:
    """In words, that nothing of the wanted time is there, and what is."""
    asked = f"nothing of {camera} from {wanted.from_at:%F %T} to {wanted.to_at:%F %T} UTC"
    if not known:
        return f"{asked}; there are no files about that time"
    nearest = max(known, key=lambda one: shared_s(one.span, wanted))
    return (
        f"{asked}; of {len(known)} files the nearest is {nearest.name},"
        f" {nearest.span.from_at:%F %T%z} to {nearest.span.to_at:%F %T%z}"
    )
