"""Where a vehicle's body would appear in the analysed pictures, had it been where officers say.

Drawn through the camera of the survey and its movement in the clip, as the analysis did. A
camera surveyed anew since then would draw elsewhere: what was measured is drawn once more, and
where it does not fall on what was noted then, nothing is told.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from accident_service.adapters.camera_views_file import views_of
from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.pictures import ClipPictures, Outline
from accident_service.casework.analysis_readers import Outlines
from accident_service.casework.ports import BlobStore
from accident_service.errors import CalibrationUnreliable, CustodyBroken, NotFound
from accident_service.quantities.identifiers import CameraId, SiteId, TrackId
from accident_service.reconstruction.calibration.camera_fit import fit_camera
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.body_outline import body_outline_px
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.stabilisation.views import CameraViews

# An outline noted then and drawn now may differ by rounding, not by another survey. [design]
SAME_WITHIN_PX = 1.5
COMPARED = 3  # pictures; a survey differs in all of them


@dataclass(frozen=True, slots=True)
class CorrectedOutlines:
    """Draws outlines anew from the site's survey and the movement kept with the analysis."""

    blobs: BlobStore
    survey_of: Callable[[SiteId, CameraId], Survey]

    def outlines(
        self,
        camera: tuple[SiteId, CameraId],
        record: AnalysisRecord,
        pictures: ClipPictures,
        vehicles: Sequence[tuple[GroundTrajectory, GroundTrajectory]],
    ) -> Outlines:
        """The outlines of moved vehicles, see the port."""
        views = self._views(camera, record)
        if views is None:
            return {}
        return {
            moved.id: _outlines(views, moved, pictures)
            for measured, moved in vehicles
            if _as_noted(views, measured, pictures)
        }

    def _views(self, camera: tuple[SiteId, CameraId], record: AnalysisRecord) -> CameraViews | None:
        if record.views is None:
            return None
        try:
            surveyed = fit_camera(self.survey_of(*camera)).camera
            return views_of(self.blobs.open(record.views), surveyed)
        except (NotFound, CalibrationUnreliable):
            return None
        except (json.JSONDecodeError, KeyError, TypeError) as fault:
            raise CustodyBroken(f"{record.views.sha256} holds no camera's movement") from fault


def _outlines(
    views: CameraViews, trajectory: GroundTrajectory, pictures: ClipPictures
) -> dict[int, Outline]:
    drawn = ((index, _drawn(views, trajectory, pictures, index)) for index in _all(pictures))
    return {index: outline for index, outline in drawn if outline}


def _drawn(
    views: CameraViews, trajectory: GroundTrajectory, pictures: ClipPictures, index: int
) -> Outline:
    pts_s, width_px = pictures.pts_s[index], pictures.width_px
    view = views.at(pts_s, width_px)
    return body_outline_px(view, trajectory, pts_s, (width_px, pictures.height_px))


def _as_noted(views: CameraViews, measured: GroundTrajectory, pictures: ClipPictures) -> bool:
    noted = pictures.outlines.get(TrackId(measured.id), {})
    spread = islice(noted.items(), 0, None, max(len(noted) // COMPARED, 1))
    return all(
        _same(_drawn(views, measured, pictures, index), outline) for index, outline in spread
    )


def _same(one: Outline, other: Outline) -> bool:
    """Do they fill the same part of the picture?"""
    if not one or not other:
        return not one and not other
    ends = [
        np.concatenate([np.min(outline, axis=0), np.max(outline, axis=0)])
        for outline in (one, other)
    ]
    return float(np.max(np.abs(ends[0] - ends[1]))) <= SAME_WITHIN_PX


def _all(pictures: ClipPictures) -> range:
    return range(len(pictures.pts_s))
