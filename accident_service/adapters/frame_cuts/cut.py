"""Cut pictures out of a clip, and give none whose luma is not the analysed one's.

For looking, decoding begins at the key frame before; that is only as good as its proof, so
every picture's hash must be the one noted when the clip was decoded from front to back.
Whatever does not come out right is decoded from front to back once more.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
from av.video.frame import VideoFrame

from accident_service.adapters.clip_probe import (
    ClipLimits,
    chosen_stream,
    opened_clip,
    probe_clip,
)
from accident_service.adapters.document_numbers import moment
from accident_service.adapters.frame_cuts.request import CutRequest, WantedPicture, file_name
from accident_service.adapters.luma import luma_of, luma_sha256
from accident_service.errors import CustodyBroken

TimedFrame = tuple[VideoFrame, float]
Written = Callable[[int], None]

# Fine enough that a scratch on a door shows, a quarter of the size of a PNG.
JPEG_QUALITY = 92
# Pictures are looked at once; the fastest compression is worth its few bytes.
PNG_LEVEL = 1
_CODING = {
    ".jpg": [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY],
    ".png": [cv2.IMWRITE_PNG_COMPRESSION, PNG_LEVEL],
}


def cut_pictures(request: CutRequest, written: Written) -> None:
    """Write every picture of the request, the asked one as soon as it is decoded.

    Args:
        written: Told each picture's number once its file is whole.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        CustodyBroken: A picture does not come out as it was analysed; none of it is written.
    """
    probe_clip(request.clip, request.clip_limits)
    left = {moment(one.pts_s): one for one in request.pictures}
    near = from_key_frame(request.clip, request.clip_limits, request.pictures[0].pts_s)
    _cut_from(near, left, request, written)
    if left:
        _cut_from(_from_the_front(request), left, request, written)
    if left:
        missing = ", ".join(str(one.index) for one in left.values())
        raise CustodyBroken(f"pictures {missing} do not decode to what was analysed")


def from_key_frame(path: Path, limits: ClipLimits, pts_s: float) -> Iterator[TimedFrame]:
    """Frames from the key frame before a moment on, with their times since the clip's first.

    Ends where the decoder stumbles: it was not given the clip from its beginning.
    """
    with opened_clip(path, limits) as container:
        stream = chosen_stream(container)
        if stream.time_base is None:
            return
        base, start = Fraction(stream.time_base), stream.start_time or 0
        try:
            container.seek(start + int(pts_s / base), stream=stream, backward=True)
            for frame in container.decode(stream):
                if frame.pts is not None:
                    yield frame, float((frame.pts - start) * base)
        except av.FFmpegError:
            return


def _from_the_front(request: CutRequest) -> Iterator[TimedFrame]:
    # Loaded only here: it knows of timing, which takes longer to load than most cuts take.
    from accident_service.adapters.video_reader import ClipReader  # noqa: PLC0415

    return ClipReader(request.clip, request.clip_limits).timed_frames()


def _cut_from(
    frames: Iterable[TimedFrame],
    left: dict[float, WantedPicture],
    request: CutRequest,
    written: Written,
) -> None:
    """Write what these frames hold of `left`, and take it from there."""
    last_s = max(left)
    held: list[tuple[WantedPicture, VideoFrame]] = []
    waited_for = request.asked in {one.index for one in left.values()}
    for frame, pts_s in frames:
        at_s = moment(pts_s)
        if at_s > last_s:
            break
        wanted = left.get(at_s)
        if wanted is None or luma_sha256(luma_of(frame)) != wanted.luma_sha256:
            continue
        del left[at_s]
        if waited_for and wanted.index != request.asked:
            held.append((wanted, frame))
            continue
        waited_for = False
        _write(request, wanted, frame, written)
    for wanted, frame in held:
        _write(request, wanted, frame, written)


def _write(request: CutRequest, wanted: WantedPicture, frame: VideoFrame, written: Written) -> None:
    picture = frame.to_ndarray(format="bgr24")
    _, coded = cv2.imencode(request.suffix, picture, _CODING[request.suffix])
    path = request.out / file_name(wanted.index, request.suffix)
    partial = path.with_name(f".{path.name}.partial-{request.parent_pid}")
    partial.write_bytes(coded.tobytes())
    partial.replace(path)
    written(wanted.index)
