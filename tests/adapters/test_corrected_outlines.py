"""A vehicle put elsewhere is drawn elsewhere in the picture; through another camera, not at all."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.camera_views_file import write_views
from accident_service.adapters.corrected_outlines import CorrectedOutlines
from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.analysis_readers import OutlineDrawer, Outlines
from accident_service.errors import CustodyBroken
from accident_service.quantities.identifiers import CameraId, ClipId, SiteId
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.body_outline import body_outline_px
from accident_service.reconstruction.stabilisation.views import CameraViews
from tests.fakes.measured import analysis_record
from tests.fakes.world import FakeBlobStore
from tests.scenes.street_camera import places_in_view, street_camera, surveyed
from tests.unit.liability.drives import A, standing, track

CAMERA = street_camera()
WHERE = (SiteId("junction"), CameraId("mast"))
MEASURED = track(A, standing(0.0, 6.0))
MOVED = replace(MEASURED, xy_m=MEASURED.xy_m + np.array([0.0, 2.0]))
MOMENTS_S = tuple(float(pts_s) for pts_s in MEASURED.pts_s[:4])


def pictures() -> ClipPictures:
    size = (CAMERA.image_size.width_px, CAMERA.image_size.height_px)
    noted = {
        index: body_outline_px(CAMERA, MEASURED, pts_s, size)
        for index, pts_s in enumerate(MOMENTS_S)
    }
    return ClipPictures(
        width_px=size[0],
        height_px=size[1],
        pts_s=MOMENTS_S,
        luma_sha256=("0",) * len(MOMENTS_S),
        outlines={A: noted},
    )


def drawn(folder: Path, camera: CameraModel, views: bytes | None = None) -> Outlines:
    """What is drawn where the site's survey is one of this camera."""
    write_views(folder / "views.json", CameraViews.steady(CAMERA))
    blobs = FakeBlobStore()
    kept = views or (folder / "views.json").read_bytes()
    record: AnalysisRecord = replace(
        analysis_record(ClipId("clip-1")), views=blobs.put_bytes(kept, "application/json")
    )
    drawer: OutlineDrawer = CorrectedOutlines(blobs, lambda _site, _camera: survey_of(camera))
    return drawer.outlines(WHERE, record, pictures(), [(MEASURED, MOVED)])


def survey_of(camera: CameraModel) -> Survey:
    return surveyed(camera, places_in_view(camera, 12, np.random.default_rng(1)))


def test_it_appears_where_it_was_put(tmp_path: Path) -> None:
    outlines = drawn(tmp_path, CAMERA)[A]
    size = (CAMERA.image_size.width_px, CAMERA.image_size.height_px)
    truth = body_outline_px(CAMERA, MOVED, MOMENTS_S[0], size)

    assert set(outlines) == set(range(len(MOMENTS_S)))
    assert np.max(outlines[0], axis=0) == pytest.approx(np.max(truth, axis=0), abs=1.0)
    assert np.min(outlines[0], axis=0)[1] < np.min(pictures().outlines[A][0], axis=0)[1] - 5


def test_a_camera_surveyed_anew_tells_nothing(tmp_path: Path) -> None:
    assert drawn(tmp_path, street_camera(looks_at_m=(1.0, 6.0))) == {}


def test_an_analysis_from_before_views_were_kept_tells_nothing() -> None:
    record = analysis_record(ClipId("clip-1"))
    drawer = CorrectedOutlines(FakeBlobStore(), lambda _site, _camera: survey_of(CAMERA))
    assert drawer.outlines(WHERE, record, pictures(), [(MEASURED, MOVED)]) == {}


def test_other_bytes_are_no_cameras_movement(tmp_path: Path) -> None:
    with pytest.raises(CustodyBroken):
        drawn(tmp_path, CAMERA, b"{}")
