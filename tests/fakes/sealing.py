"""Sealing, small: hashes that can be told apart, and joining by laying bytes end to end."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from accident_service.casework.source_ports import Joined, Progress, Seal, SealedPart
from accident_service.errors import ClipUnreadable
from accident_service.quantities.clocks import TimeWindow
from tests.fakes.world import FakeBlobStore

TOOL = "fake-joiner 1"


@dataclass(frozen=True, slots=True)
class FakeSealer:
    """Keeps bytes in memory; its second hash is no SM3, but it is another one."""

    blobs: FakeBlobStore

    def seal(self, path: Path, media_type: str) -> Seal:
        """Keep the bytes."""
        content = path.read_bytes()
        return Seal(
            blob=self.blobs.put_bytes(content, media_type),
            sm3=hashlib.blake2s(content).hexdigest(),
        )


@dataclass(slots=True)
class FakeJoiner:
    """Lays the originals end to end, or refuses as told."""

    blobs: FakeBlobStore
    refuses: bool = False
    asked: list[tuple[int, TimeWindow]] = field(default_factory=list)  # parts, and what to keep

    def join(self, parts: Sequence[SealedPart], keep: TimeWindow, on_progress: Progress) -> Joined:
        """The bytes of all parts, in order."""
        self.asked.append((len(parts), keep))
        if self.refuses:
            raise ClipUnreadable("not of one make")
        content = b"".join(self.blobs.open(part.original) for part in parts)
        blob = self.blobs.put_bytes(content, "video/mp4")
        return Joined(
            seal=Seal(blob=blob, sm3=hashlib.blake2s(content).hexdigest()),
            span=TimeWindow(parts[0].span.from_at, parts[-1].span.to_at),
            tool=TOOL,
            media_type="video/mp4",
        )
