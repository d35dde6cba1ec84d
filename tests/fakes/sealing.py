"""Sealing, small: hashes that can be told apart, and joining by laying bytes end to end."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from accident_service.casework.source_ports import Joined, Progress, Seal, SealedPart
from accident_service.errors import ClipUnreadable
from accident_service.footage.clip import Custody, SealedClip, SealedOriginal
from accident_service.quantities.clocks import TimeWindow
from tests.fakes import examples
from tests.fakes.world import FakeBlobStore

TOOL = "fake-joiner 1"


class FakeArrivals:
    """Room that comes and goes."""

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A folder of its own."""
        with TemporaryDirectory() as folder:
            yield Path(folder)


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


def joined_clip() -> SealedClip:
    """The north mast's recording made of three files, of which one minute is missing."""
    clip = examples.sealed_clip()
    spans_s = ((-70, -10), (-10, 30), (60, 90))
    originals = tuple(
        SealedOriginal(
            sha256=f"{number:02x}" * 32,
            sm3=f"{number + 16:02x}" * 32,
            size_bytes=2_345_678 + number,
            media_type="video/mp4",
            name=f"2026-03-02/12/north-mast/{number:02d}.00.mp4",
            from_at=examples.NOON + timedelta(seconds=from_s),
            to_at=examples.NOON + timedelta(seconds=to_s),
        )
        for number, (from_s, to_s) in enumerate(spans_s, start=58)
    )
    gap = TimeWindow(examples.NOON + timedelta(seconds=30), examples.NOON + timedelta(seconds=60))
    return replace(
        clip,
        sm3="5a" * 32,
        made_by="accident-service 0.1.0; av 18.1.0",
        originals=originals,
        gaps=(gap,),
        custody=Custody(
            source_kind="frigate",
            source_address="https://frigate.lan:8971",
            asked_by="worker:fetch-clips",
            asked_at=clip.fetched_at - timedelta(seconds=9),
            received_at=clip.fetched_at,
            asked_for=TimeWindow(clip.from_at, clip.to_at),
        ),
    )
