"""A `VehicleDetector` that runs a neural network of Intel's Open Model Zoo with OpenVINO.

Optional: needs the extra `openvino` and a model's files, which are not part of this project.
Made for person-vehicle-bike-detection-2003: one picture in (1, 3, rows, columns), BGR, 0..255;
out come `boxes` (n, 5), corners in the network's pixels and a confidence, and `labels` (n,).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.openvino_network import load_network, version_of
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind

_KINDS = (SeenKind.VEHICLE, SeenKind.PERSON, SeenKind.TWO_WHEELER)
# Where the zoo's own evaluation of this network balances misses and false boxes.
LEAST_CONFIDENCE = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class OpenVinoDetector:
    """A loaded network; make one per process with `load_detector`."""

    network: Any  # openvino ships no types for a compiled model
    size_px: tuple[int, int]  # columns, rows of its input
    version: str

    def detect(self, picture: NDArray[np.uint8]) -> tuple[Detection, ...]:
        """Every road user the network is sure enough of; see the port."""
        resized = cv2.resize(picture, self.size_px, interpolation=cv2.INTER_AREA)
        colours = np.broadcast_to(resized, (3, *resized.shape))
        answer = self.network(colours[None].astype(np.float32))
        boxes, labels = np.asarray(answer["boxes"]), np.asarray(answer["labels"])
        scale = np.array(picture.shape[::-1]) / np.array(self.size_px)
        sure = [row for row in range(len(boxes)) if boxes[row, 4] >= LEAST_CONFIDENCE]
        return tuple(
            Detection(
                box_px=boxes[row, :4].astype(np.float64) * np.tile(scale, 2),
                kind=_KINDS[int(labels[row])],
                confidence=float(boxes[row, 4]),
            )
            for row in sorted(sure, key=lambda row: -float(boxes[row, 4]))
        )


def load_detector(model: Path) -> OpenVinoDetector:
    """Load a network from its `.xml`, with the weights beside it.

    Raises:
        InvalidSettings: OpenVINO is not installed, or the file is no network of this make.
    """
    network = load_network(model, "boxes", "labels")
    _, _, rows, columns = network.inputs[0].shape
    return OpenVinoDetector(network, (int(columns), int(rows)), version_of(model))
