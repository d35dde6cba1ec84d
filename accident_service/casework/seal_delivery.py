"""Seal what a source delivered, and derive from it what will be measured.

Every file is kept under its hashes before anything opens it. Only then, where there are
several files, or far more time than was asked for, one derivative is made that holds the
time that matters; nothing is coded anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import (
    ClipJoiner,
    DeliveredPart,
    Delivery,
    Joined,
    Progress,
    Seal,
    SealedPart,
    Sealer,
)
from accident_service.errors import ClipUnreadable
from accident_service.footage.camera import Camera
from accident_service.footage.clip import Custody, SealedClip, SealedOriginal
from accident_service.footage.search import ClipRequest
from accident_service.footage.segments import advancing, gaps_in, shared_s
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import ClipId

# A clip needs road to look at before and after what happened. [design]
KEPT_AROUND_S = 15.0
# What one file may show beyond the time asked for before it is worth shortening. [design]
MOST_EXCESS_S = 300.0
# A quarter of an hour of 1080p is measured within the usual half hour; of more, the middle is
# looked at first. [design]
LONGEST_MEASURED_S = 900.0
# Recorders leave this much out between two files without missing a frame. [design]
LEAST_GAP_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, whose it is, and since when it has been under way."""

    request: ClipRequest
    camera: Camera
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class SealDelivery:
    """From files that have arrived to a clip nobody can change."""

    sealer: Sealer
    joiner: ClipJoiner
    clock: Clock

    def __call__(self, asked: Asked, delivery: Delivery, on_progress: Progress) -> SealedClip:
        """The sealed clip.

        Raises:
            BlobStoreUnavailable: There was no room for it.
        """
        received_at, wanted = self.clock.now(), asked.request.span
        seals = [self.sealer.seal(part.path, part.media_type) for part in delivery.parts]
        measured = self._measured(delivery.parts, seals, wanted, on_progress)
        sha256 = measured.seal.blob.sha256
        return SealedClip(
            id=ClipId(f"{asked.request.camera}-{sha256[:16]}"),
            camera=asked.request.camera,
            source_key=asked.camera.source_key,
            from_at=measured.span.from_at,
            to_at=measured.span.to_at,
            sha256=sha256,
            sm3=measured.seal.sm3,
            size_bytes=measured.seal.blob.size_bytes,
            media_type=measured.media_type,
            fetched_at=received_at,
            clock_offset_s=asked.camera.clock_offset_s,
            made_by=measured.tool,
            originals=tuple(map(_original, delivery.parts, seals)),
            # A name cut to whole seconds leaves as much open as a recorder that begins near them.
            start_doubt_s=max(max(part.start_doubt_s, part.precision_s) for part in delivery.parts),
            gaps=gaps_in(
                [span for part in delivery.parts for span in part.stretches],
                wanted,
                least_s=LEAST_GAP_S,
            ),
            custody=_custody(asked, delivery, received_at),
        )

    def _measured(
        self,
        parts: Sequence[DeliveredPart],
        seals: Sequence[Seal],
        wanted: TimeWindow,
        on_progress: Progress,
    ) -> Joined:
        """What will be measured: a derivative where one is needed, else an original."""
        best = max(range(len(parts)), key=lambda index: shared_s(parts[index].span, wanted))
        whole = Joined(
            seal=seals[best],
            span=parts[best].span,
            tool="",
            media_type=parts[best].media_type,
        )
        if len(parts) == 1 and parts[0].span.duration_s - wanted.duration_s <= MOST_EXCESS_S:
            return whole
        sealed = [
            SealedPart(
                original=seals[index].blob,
                span=parts[index].span,
                precision_s=parts[index].precision_s,
            )
            for index in advancing([part.span for part in parts])
        ]
        try:
            return self.joiner.join(sealed, _kept_of(wanted), on_progress)
        except ClipUnreadable:
            # Files of different make cannot be one; the one that shows most is measured as it is.
            return whole


def _kept_of(wanted: TimeWindow) -> TimeWindow:
    """What a derivative shows: the time asked for with some road around it, or its middle."""
    around = wanted.widened(margin_s=KEPT_AROUND_S)
    excess_s = around.duration_s - LONGEST_MEASURED_S
    return around.widened(margin_s=-excess_s / 2) if excess_s > 0 else around


def _original(part: DeliveredPart, seal: Seal) -> SealedOriginal:
    return SealedOriginal(
        sha256=seal.blob.sha256,
        sm3=seal.sm3,
        size_bytes=seal.blob.size_bytes,
        media_type=part.media_type,
        name=part.name,
        from_at=part.span.from_at,
        to_at=part.span.to_at,
    )


def _custody(asked: Asked, delivery: Delivery, received_at: datetime) -> Custody:
    return Custody(
        source_kind=delivery.source_kind,
        source_address=delivery.source_address,
        asked_by=asked.asked_by,
        asked_at=asked.asked_at,
        received_at=received_at,
        asked_for=asked.request.span,
    )
