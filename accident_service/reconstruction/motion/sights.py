"""Some of the sights of a thing, with all that each of them shows."""

from dataclasses import fields, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.silhouettes import Silhouettes


def only_sights(
    silhouettes: Silhouettes, rows: NDArray[np.intp] | NDArray[np.bool_]
) -> Silhouettes:
    """The evidence of these sights alone; what is said of the thing as a whole stays."""
    said = {one.name: getattr(silhouettes, one.name) for one in fields(silhouettes)}
    kept = {name: value[rows] for name, value in said.items() if isinstance(value, np.ndarray)}
    return replace(silhouettes, **cast("dict[str, Any]", kept))
