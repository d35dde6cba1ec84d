"""A chain a user would pick: detector, tracker, foot of the box through a homography.

`python -m tests.benchmarks.peers.chain CLIP SCENE RESULT [--model XML] [--tracker NAME]`.
Without a model, boxes come from MOG2. Speeds are finite differences of positions. The result
is an `accident-analysis/1` document with tracks only: such a chain knows neither its own
error nor contacts.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import supervision
from numpy.typing import NDArray
from trackers import ByteTrackTracker, SORTTracker

Array = NDArray[np.float64]
Detector = Callable[[NDArray[np.uint8]], "supervision.Detections"]

TRACKERS = {"bytetrack": ByteTrackTracker, "sort": SORTTracker}
# Positions are compared this far to either side: less is noise, more hides a blow.
DIFFERENCE_S = 0.25
# The usual opening figures of tutorials for these methods.
LEAST_CONFIDENCE = 0.4
SMALLEST_SHARE = 0.0005  # of the picture, for a patch of foreground to be a vehicle
FEWEST_BOXES = 10


def mog2_detector() -> Detector:
    """Boxes of the patches that Zivkovic's mixture of Gaussians calls foreground."""
    model = cv2.createBackgroundSubtractorMOG2(history=500, varThreshold=16, detectShadows=True)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))

    def detect(picture: NDArray[np.uint8]) -> Any:
        body = (model.apply(picture) == 255).astype(np.uint8)  # 127 is what it calls shadow
        body = cv2.morphologyEx(body, cv2.MORPH_OPEN, kernel)
        body = cv2.morphologyEx(body, cv2.MORPH_CLOSE, kernel, iterations=3)
        _, _, stats, _ = cv2.connectedComponentsWithStats(body)
        large = stats[1:][stats[1:, cv2.CC_STAT_AREA] > SMALLEST_SHARE * body.size]
        boxes = np.column_stack([large[:, :2], large[:, :2] + large[:, 2:4]]).astype(float)
        return supervision.Detections(xyxy=boxes, confidence=np.ones(len(boxes)))

    return detect


def network_detector(model: Path) -> Detector:
    """Boxes of the vehicles a network of the Open Model Zoo sees."""
    import openvino  # noqa: PLC0415 - slow to load, and not for MOG2

    core = openvino.Core()
    network = core.compile_model(core.read_model(model), "CPU")
    _, _, rows, columns = network.inputs[0].shape

    def detect(picture: NDArray[np.uint8]) -> Any:
        fed = cv2.resize(picture, (columns, rows)).transpose(2, 0, 1)[None].astype(np.float32)
        answer = network(fed)
        boxes, kinds = np.asarray(answer["boxes"]), np.asarray(answer["labels"])
        kept = boxes[(boxes[:, 4] >= LEAST_CONFIDENCE) & (kinds == 0)]
        scale = np.tile([picture.shape[1] / columns, picture.shape[0] / rows], 2)
        return supervision.Detections(xyxy=kept[:, :4] * scale, confidence=kept[:, 4])

    return detect


def pictures(clip: Path) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Every frame in colour with its time since the first."""
    with av.open(str(clip)) as container:
        first_s: float | None = None
        for frame in container.decode(video=0):
            first_s = frame.time if first_s is None else first_s
            yield frame.time - first_s, np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)


def to_road(scene: dict[str, Any]) -> Array:
    """The homography from pixels to metres that fits the survey's marks on the road best."""
    marks = [mark for mark in scene["survey"] if abs(mark["ground_m"][2]) < 0.1]
    pixels = np.array([mark["pixel_px"] for mark in marks])
    metres = np.array([mark["ground_m"][:2] for mark in marks])
    homography, _ = cv2.findHomography(pixels, metres)
    return np.asarray(homography, dtype=np.float64)


def followed(clip: Path, detect: Detector, tracker: Any) -> dict[int, list[tuple[float, Array]]]:
    """Per track the times and boxes (left, top, right, bottom)."""
    tracks: dict[int, list[tuple[float, Array]]] = {}
    for t_s, picture in pictures(clip):
        seen = tracker.update(detect(picture))
        for name, box in zip(seen.tracker_id, seen.xyxy, strict=True):
            if name >= 0:
                tracks.setdefault(int(name), []).append((t_s, np.asarray(box)))
    return tracks


def on_the_road(track: list[tuple[float, Array]], homography: Array) -> list[dict[str, Any]]:
    """Poses of one track: foot of the box, speed and heading from where it goes."""
    t_s = np.array([moment for moment, _ in track])
    boxes = np.stack([box for _, box in track])
    feet = np.column_stack([boxes[:, [0, 2]].mean(axis=1), boxes[:, 3]])
    xy_m = cv2.perspectiveTransform(feet[None], homography)[0]
    velocity = np.column_stack([_rate(t_s, xy_m[:, axis]) for axis in (0, 1)])
    return [
        {
            "t_s": float(t_s[row]),
            "x_m": float(xy_m[row, 0]),
            "y_m": float(xy_m[row, 1]),
            "heading_rad": float(np.arctan2(velocity[row, 1], velocity[row, 0])),
            "speed_mps": float(np.hypot(*velocity[row])),
            "sigma_x_m": None,
            "sigma_y_m": None,
            "sigma_speed_mps": None,
        }
        for row in range(len(t_s))
    ]


def _rate(t_s: Array, values: Array) -> Array:
    late = np.minimum(t_s + DIFFERENCE_S, t_s[-1])
    early = np.maximum(t_s - DIFFERENCE_S, t_s[0])
    way = np.interp(late, t_s, values) - np.interp(early, t_s, values)
    return np.asarray(way / np.maximum(late - early, 1e-3))


def main() -> None:
    """Run the chain on one clip."""
    parser = argparse.ArgumentParser()
    for name in ("clip", "scene", "result"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--tracker", choices=TRACKERS, default="bytetrack")
    options = parser.parse_args()
    detect = network_detector(options.model) if options.model else mog2_detector()
    tracks = followed(options.clip, detect, TRACKERS[options.tracker]())
    homography = to_road(json.loads(options.scene.read_text()))
    document = {
        "format": "accident-analysis/1",
        "clip": options.clip.stem,
        "tracks": [
            {
                "id": f"p{name}",
                "length_m": 4.5,
                "width_m": 1.8,
                "poses": on_the_road(one, homography),
            }
            for name, one in tracks.items()
            if len(one) >= FEWEST_BOXES
        ],
        "contacts": [],
        "liability": {"abstain": True, "refer": [], "parties": {}},
    }
    options.result.write_text(json.dumps(document))


if __name__ == "__main__":
    main()
