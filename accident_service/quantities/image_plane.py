"""Where things are in one camera's image.

x right, y down, (0, 0) the centre of the top-left pixel.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Extent of an image."""

    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, eq=False)
class PixelPoints:
    """Points in one image."""

    xy_px: NDArray[np.float64]  # (n, 2), columns x right, y down

    def __post_init__(self) -> None:
        if self.xy_px.ndim != 2 or self.xy_px.shape[1] != 2:
            raise ValueError(f"pixel points need shape (n, 2), not {self.xy_px.shape}")

    def __len__(self) -> int:
        return len(self.xy_px)
