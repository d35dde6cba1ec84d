"""An `AppearanceReader` that runs two networks of Intel's Open Model Zoo with OpenVINO.

Optional, as the detector: license-plate-recognition-barrier-0001 reads Chinese plates,
vehicle-attributes-recognition-barrier-0039 names colours.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.openvino_network import load_network

# The order of the network's answers, from its public description.
_REGIONS = (
    *("皖", "京", "渝", "闽", "甘", "粤", "桂", "贵", "琼", "冀", "黑", "豫", "港", "鄂", "湘"),
    *("蒙", "苏", "赣", "吉", "辽", "澳", "宁", "青", "陕", "鲁", "沪", "晋", "川", "津", "藏"),
    *("新", "云", "浙", "警"),
)
_CHARACTERS = (*"0123456789", *_REGIONS, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_COLOURS = ("white", "grey", "yellow", "red", "green", "blue", "black")
_MOST_CHARACTERS = 88


@dataclass(frozen=True, slots=True, eq=False)
class OpenVinoReader:
    """Two loaded networks; make one per process with `load_reader`."""

    plates: Any  # openvino ships no types for a compiled model
    attributes: Any

    def plate(self, patch: NDArray[np.uint8]) -> str:
        """The characters of a plate; see the port."""
        sequence = np.ones((_MOST_CHARACTERS, 1), dtype=np.float32)
        answer = self.plates({"data": _batch(patch, (94, 24)), "seq_ind": sequence})
        indices = np.asarray(answer[0]).reshape(-1).astype(int)
        return "".join(_CHARACTERS[index] for index in indices if 0 <= index < len(_CHARACTERS))

    def colour(self, patch: NDArray[np.uint8]) -> str:
        """The body's colour; see the port."""
        answer = self.attributes(_batch(patch, (72, 72)))
        return _COLOURS[int(np.argmax(np.asarray(answer["color"]).reshape(-1)))]


def load_reader(plates: Path, attributes: Path) -> OpenVinoReader:
    """Load both networks from their `.xml`, the weights beside them.

    Raises:
        InvalidSettings: OpenVINO is not installed, or a file is no network of this make.
    """
    return OpenVinoReader(load_network(plates), load_network(attributes, "color"))


def _batch(patch: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.float32]:
    """One RGB picture as the networks want it: (1, 3, rows, columns), BGR, 0..255."""
    resized = cv2.resize(patch, size_px, interpolation=cv2.INTER_AREA)
    blue_first = np.asarray(resized)[:, :, ::-1].transpose(2, 0, 1)[None]
    return np.ascontiguousarray(blue_first, dtype=np.float32)
