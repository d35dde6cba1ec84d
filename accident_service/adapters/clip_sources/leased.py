"""Keep a step's lease alive while a source is slow, and tell addresses refused as failures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.keep_alive import kept_alive
from accident_service.casework.source_ports import ClipSource, Delivery, Progress
from accident_service.errors import (
    AddressRefused,
    ClipSourceUnavailable,
    InvalidSettings,
    OutsideWorldFailed,
)
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest


@dataclass(frozen=True, slots=True)
class LeasedSource:
    """A `ClipSource` around another, for a worker that holds a lease."""

    source: ClipSource
    every_s: float

    def fetch(self, request: ClipRequest, into: Path, on_progress: Progress) -> Delivery:
        """As the source inside; see the port.

        Raises:
            ClipSourceUnavailable: Whatever is wrong with the connection, the address or the
                credentials: an operator can put it right before the next try.
        """
        try:
            with kept_alive(on_progress, every_s=self.every_s) as progress:
                return self.source.fetch(request, into, progress)
        except (AddressRefused, InvalidSettings) as refused:
            raise ClipSourceUnavailable(f"{request.camera}: {refused}") from refused
        except ClipSourceUnavailable:
            raise
        except OutsideWorldFailed as failure:
            raise ClipSourceUnavailable(f"{request.camera}: {failure}") from failure


def leased(
    source_of: Callable[[Camera], ClipSource], every_s: float
) -> Callable[[Camera], ClipSource]:
    """The same sources, each keeping the lease alive."""
    return lambda camera: LeasedSource(source_of(camera), every_s)
