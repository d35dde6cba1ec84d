"""An `Analyst` that has seen the answer, and a `DocumentPress` that prints plain text."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.masking import IssuedDocument, masked_except
from accident_service.casefile.mediation_paper import MediationPaper
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.casework.ports import ProgressSink, Site
from accident_service.errors import AccidentServiceError
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import ClipId, TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.calibration.summary import CalibrationSummary
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.timeline import TimingSummary
from accident_service.reports.party import PartyLetter
from tests.fakes import measured

SMALLEST_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
SEEN_S = np.arange(0.0, 10.0, 0.04)
CONTACT_S = 7.0
STRIKING_MPS = 5.8


@dataclass(slots=True)
class FakeAnalyst:
    """Every clip shows the example's contact, save those said to fail or to show none."""

    failures: dict[ClipId, AccidentServiceError] = field(default_factory=dict)
    empty: frozenset[ClipId] = frozenset()
    analysed: list[ClipId] = field(default_factory=list)
    contact_s: float = CONTACT_S  # after the recording's start; the law wants five seconds

    def analyse(self, clip: SealedClip, site: Site, on_progress: ProgressSink) -> AnalysisRecord:
        """Report half-way, then the record or the failure."""
        on_progress(0.5)
        self.analysed.append(clip.id)
        if clip.id in self.failures:
            raise self.failures[clip.id]
        on_progress(1.0)
        return measured.analysis_record(clip.id, seen=clip.id not in self.empty)

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """V2 runs into the rear of the standing V1, in the one lane of the fake site."""
        return rear_end(self.contact_s)


def rear_end(contact_s: float = CONTACT_S) -> Reconstruction:
    """Two cars in one lane; the second touches the first at `contact_s` and both stop."""
    standing_x_m = np.full_like(SEEN_S, 10.0)
    bumper_to_bumper_m = 4.5
    moving_s = np.minimum(SEEN_S, contact_s)
    striking_x_m = 10.0 - bumper_to_bumper_m - STRIKING_MPS * (contact_s - moving_s)
    return Reconstruction(
        trajectories=(
            _eastwards(measured.STRUCK, standing_x_m),
            _eastwards(measured.STRIKING, striking_x_m),
        ),
        collisions=(_touch(contact_s),),
        near_misses=(),
        timing=TimingSummary(
            frame_count=len(SEEN_S),
            declared_frame_count=len(SEEN_S),
            duration_s=float(SEEN_S[-1]),
            median_interval_s=0.04,
            longest_gap_s=0.04,
            duplicate_count=0,
            regular=True,
        ),
        calibration=CalibrationSummary(
            point_count=8,
            residual_rms_px=0.4,
            leave_one_out_m=(0.05, 0.08),
            camera_height_m=8.0,
        ),
    )


def _touch(contact_s: float) -> CollisionEvent:
    return CollisionEvent(
        first=ContactSide(
            track=measured.STRUCK,
            clock=6,
            delta_v_mps=Estimate(2.8, 0.3),
            speed_before_mps=Estimate(0.0, 0.05),
        ),
        second=ContactSide(
            track=measured.STRIKING,
            clock=12,
            delta_v_mps=Estimate(2.8, 0.3),
            speed_before_mps=Estimate(STRIKING_MPS, 0.15),
        ),
        pts_s=contact_s,
        pts_interval_s=Interval(contact_s - 0.04, contact_s + 0.04),
        x_m=7.75,
        y_m=0.0,
        point_sigma_m=0.1,
        closing_speed_mps=Estimate(STRIKING_MPS, 0.15),
        approach_angle_rad=0.0,
    )


def _eastwards(track: TrackId, x_m: NDArray[np.float64]) -> GroundTrajectory:
    count = len(x_m)
    speeds = [float(later - earlier) / 0.04 for earlier, later in pairwise(x_m)]
    return GroundTrajectory(
        id=track,
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.05),
        pts_s=SEEN_S,
        xy_m=np.column_stack([x_m, np.zeros(count)]),
        heading_rad=np.zeros(count),
        speed_mps=np.array([*speeds, speeds[-1]]),
        xy_sigma_m=np.full((count, 2), 0.08),
        heading_sigma_rad=np.full(count, 0.01),
        speed_sigma_mps=np.full(count, 0.1),
        visible_share=np.ones(count),
    )


@dataclass(slots=True)
class FakePress:
    """Prints the number and nothing else; of a masked copy the parties' names too."""

    def pdf(self, document: IssuedDocument) -> bytes:
        """The document as people read it."""
        return f"%PDF {_number(document)}".encode()

    def masked_pdf(self, document: IssuedDocument, *, shown: frozenset[PartyLetter]) -> bytes:
        """The masked copy."""
        names = " ".join(party.name for party in masked_except(document, shown).parties)
        return f"%PDF masked {_number(document)} {names}".encode()

    def signed_json(self, document: IssuedDocument, *, pdf_sha256: str) -> bytes:
        """The document for machines."""
        return f'{{"number":"{_number(document)}","pdf":"{pdf_sha256}"}}'.encode()

    def preview(self, document: IssuedDocument) -> tuple[bytes, ...]:
        """One page, of the smallest picture there is."""
        return (SMALLEST_PNG,)

    def fingerprint(self, document: IssuedDocument) -> str:
        """The hash of all its words."""
        return hashlib.sha256(repr(document).encode()).hexdigest()

    def content_sha256(self, document: IssuedDocument) -> str:
        """The hash of the number."""
        return hashlib.sha256(_number(document).encode()).hexdigest()

    def public_keys(self) -> dict[str, object]:
        """Nothing was signed."""
        return {"keys": []}

    def certificates_pem(self) -> bytes:
        """Nothing was signed."""
        return b""


def _number(document: IssuedDocument) -> str:
    if isinstance(document, MediationPaper):
        return document.mediation.document
    return document.document if isinstance(document, ServiceReceipt) else document.number


@dataclass(slots=True)
class FakeProvisions:
    """Knows the articles given; any other key is a mistake of the test."""

    articles: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {
            "RTSL-43": ("保持安全距离", "Keep a safe distance"),
            "REG-44": ("变更车道不得影响他人", "Who changes lane does not hinder others"),
            "REG-50": ("倒车应当察明车后情况", "Who reverses makes sure that nobody is behind"),
        }
    )

    def wording(self, key: str) -> tuple[str, str]:
        """The paraphrase."""
        return self.articles[key]

    def citable(self) -> Iterator[str]:
        """All keys."""
        return iter(self.articles)
