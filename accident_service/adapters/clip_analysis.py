"""One clip from file to document: read, place the camera, reconstruct, propose, draw.

Runs in the analysis child. Everything that decides is in the chapters; this is the order.
"""

from dataclasses import dataclass

import cv2

from accident_service.adapters.analysis_files import AnalysisContent, to_document, write_document
from accident_service.adapters.analysis_request import AnalysisRequest
from accident_service.adapters.analysis_versions import versions_of
from accident_service.adapters.clip_exhibits import draw_where_wanted
from accident_service.adapters.clip_liability import day_shown, liability_of, proposed
from accident_service.adapters.clip_looks import looks_of
from accident_service.adapters.clip_probe import ClipProbe, probe_clip
from accident_service.adapters.clip_watching import RECONSTRUCTED_SHARE, Progress, watched
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.key_moments import moments_of_facts
from accident_service.adapters.openvino_zoo import NetworkFolder
from accident_service.adapters.picture_records import PICTURES_NAME, pictures_document
from accident_service.adapters.recording_record import recording_record, reservations_about
from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.unsurveyed_clip import analyse_unsurveyed
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import InvalidSite
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.fit import Calibration, calibrate
from accident_service.reconstruction.looks import Appearance
from accident_service.reconstruction.reconstruct import reconstruct
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stages import Stage, stage


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    reconstruction: Reconstruction
    looks: tuple[Appearance, ...]
    proposal: LiabilityProposal | None


def analyse_clip(request: AnalysisRequest, progress: Progress) -> Json:
    """The document of one clip; exhibits are written beside it where they are wanted.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        InvalidSite: The scene file cannot be used, or is of another picture size.
        EvidenceInsufficient: The clip's times or the camera's survey cannot carry metres.
    """
    cv2.setNumThreads(1)
    scene = read_scene(request.scene) if request.scene else None
    probe = probe_clip(request.clip, request.clip_limits)
    if scene is None:
        return analyse_unsurveyed(request, progress)
    with stage(Stage.CALIBRATION):
        calibration = calibrate(scene.survey)
    camera = camera_for(calibration.camera, probe)
    networks = NetworkFolder(request.networks) if request.networks else None
    seen = watched(
        request.clip,
        lambda frames: reconstruct(
            frames,
            camera,
            lane_headings=scene.road_map.lane_headings_rad,
            detector=networks.detector() if networks else None,
            progress=lambda share: progress(RECONSTRUCTED_SHARE * share),
        ),
        progress,
        request.clip_limits,
        noting=request.exhibits is not None,
    )
    found = seen.found.certified(seen.timing, calibration.summary)
    looks = looks_of(found, camera, request, networks.reader()) if networks else ()
    with stage(Stage.LIABILITY):
        proposal = proposed(found, scene, day_shown(scene), clip=request.clip.stem)
    moments = moments_of_facts(proposal.facts if proposal else ())
    draw_where_wanted(request, found, seen.found.views, scene.road_map, moments)
    if request.exhibits is not None and seen.noted is not None:
        pictures = seen.noted.pictures(found, seen.found.views)
        write_document(request.exhibits / PICTURES_NAME, pictures_document(pictures))
    progress(1.0)
    return _document(request, seen.reader, _Measured(found, looks, proposal), calibration)


def camera_for(camera: CameraModel, probe: ClipProbe) -> CameraModel:
    """The surveyed camera for a clip that may be a reduced copy of what was clicked in.

    Raises:
        InvalidSite: The clip's picture has another shape than the survey's.
    """
    surveyed, width_px, height_px = camera.image_size, probe.width_px, probe.height_px
    if surveyed == ImageSize(width_px, height_px):
        return camera
    factor = width_px / surveyed.width_px
    if abs(height_px - factor * surveyed.height_px) > 1.0:
        raise InvalidSite(
            f"image_size_px is {surveyed.width_px}x{surveyed.height_px}, the clip's picture is"
            f" {width_px}x{height_px}; accepted: the same shape at any size"
        )
    return camera.scaled(factor)


def _document(
    request: AnalysisRequest, reader: ClipReader, measured: _Measured, calibration: Calibration
) -> Json:
    content = AnalysisContent(
        clip=request.clip.stem,
        timing=measured.reconstruction.timing,
        reconstruction=measured.reconstruction,
        liability=liability_of(measured.proposal),
        recording=recording_record(reader),
        looks=measured.looks,
        versions=versions_of(clip=request.clip, scene=request.scene)
        | (NetworkFolder(request.networks).versions() if request.networks else {}),
        cannot=(*_of_survey(calibration), *reservations_about(reader)),
    )
    return to_document(content)


def _of_survey(calibration: Calibration) -> tuple[str, ...]:
    return tuple(
        f"survey point {index + 1} fits no camera that sees the others; it was left out"
        for index in calibration.rejected
    )
