"""One clip of a camera nobody surveyed, from file to document.

Where the traffic tells the camera, everything is measured in metres of the camera's own axes,
with wider sigmas; where it does not, tracks stay in pixels and the document says why. The law
is not asked either way: no lane, line or light is known.
"""

from accident_service.adapters.analysis_files import AnalysisContent, to_document
from accident_service.adapters.analysis_request import AnalysisRequest
from accident_service.adapters.analysis_versions import versions_of
from accident_service.adapters.clip_camera import motion_of
from accident_service.adapters.clip_exhibits import draw_where_wanted
from accident_service.adapters.clip_liability import NO_ROAD_MAP, NO_SCENE
from accident_service.adapters.clip_probe import probe_clip
from accident_service.adapters.clip_watching import (
    RECONSTRUCTED_SHARE,
    Progress,
    Watched,
    watched,
)
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.image_track_records import image_track_record
from accident_service.adapters.liability_records import abstention_record
from accident_service.adapters.recording_record import recording_record, reservations_about
from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.motion.image_tracks import tracks_of
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.reconstruct_unsurveyed import (
    UnsurveyedOutcome,
    reconstruct_unsurveyed,
)


def analyse_unsurveyed(request: AnalysisRequest, progress: Progress) -> Json:
    """The document of a clip that came without a scene.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        TimelineUnusable: Its times cannot carry a speed.
    """
    probe = probe_clip(request.clip, request.clip_limits)
    seen = watched(request.clip, motion_of, progress, request.clip_limits)
    try:
        found = reconstruct_unsurveyed(seen.found, ImageSize(probe.width_px, probe.height_px))
    except CalibrationUnreliable as gap:
        document = _in_pixels(request, seen, str(gap))
    else:
        progress(RECONSTRUCTED_SHARE)
        document = _in_metres(request, seen, found)
    progress(1.0)
    return document


def _in_pixels(request: AnalysisRequest, seen: Watched[SceneMotion], why: str) -> Json:
    tracks = tracks_of(seen.found)
    content = AnalysisContent(
        clip=request.clip.stem,
        timing=seen.timing,
        image_tracks=tuple(image_track_record(track) for track in tracks),
        liability=abstention_record(NO_SCENE),
        recording=recording_record(seen.reader),
        versions=versions_of(clip=request.clip),
        cannot=(
            NO_SCENE.en,
            f"the camera cannot be told from the clip either: {why}",
            *reservations_about(seen.reader),
        ),
    )
    return to_document(content)


def _in_metres(
    request: AnalysisRequest, seen: Watched[SceneMotion], found: UnsurveyedOutcome
) -> Json:
    told = found.calibration
    reconstruction = found.motion.certified(seen.timing, told.summary)
    draw_where_wanted(request, reconstruction, found.motion.views)
    content = AnalysisContent(
        clip=request.clip.stem,
        timing=seen.timing,
        reconstruction=reconstruction,
        liability=abstention_record(NO_ROAD_MAP),
        recording=recording_record(seen.reader),
        versions=versions_of(clip=request.clip),
        cannot=(
            NO_ROAD_MAP.en,
            _told_by_traffic(found),
            *reservations_about(seen.reader),
        ),
    )
    return to_document(content)


def _told_by_traffic(found: UnsurveyedOutcome) -> str:
    told = found.calibration
    return (
        f"nobody surveyed the camera; {told.told_by} told it: every length"
        f" may be {100 * COVERAGE_FACTOR * told.scale_sigma_share:.0f} % off, all of them alike"
    )
