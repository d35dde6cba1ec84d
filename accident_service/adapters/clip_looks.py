"""Look at the vehicles of one analysis in colour, where there is somebody to read them."""

from accident_service.adapters.analysis_request import AnalysisRequest
from accident_service.adapters.openvino_appearance import OpenVinoReader
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.appearance import appearance_of, moments_of
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.looks import Appearance
from accident_service.reconstruction.result import Reconstruction


def looks_of(
    found: Reconstruction,
    camera: CameraModel,
    request: AnalysisRequest,
    reader: OpenVinoReader | None,
) -> tuple[Appearance, ...]:
    """How the vehicles that touched look; nobody else's plate is read."""
    tracks = dict.fromkeys(track for event in found.collisions for track in event.tracks)
    if reader is None or not tracks:
        return ()
    trajectories = [found.trajectory(track) for track in tracks]
    clip = ClipReader(request.clip, request.clip_limits)
    frames = list(clip.colour_frames_at(moments_of(trajectories, camera)))
    return tuple(appearance_of(one, frames, camera, reader) for one in trajectories)
