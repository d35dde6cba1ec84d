"""What digits look like in common letterings, and how alike two small pictures are."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

Shape = NDArray[np.float32]

# The size at which digits are compared.
SHAPE_ROWS, SHAPE_COLUMNS = 24, 16
# The library's own letterings, thin and bold: a square and a rounded one.
_LETTERINGS = (("sans", 300), ("sans", 500), ("uni", 400))
_CANVAS, _SIZE = 120, 80
_WHITE, _OUTLINE_PX = 255.0, 13


@cache
def common_digits() -> tuple[tuple[Shape, ...], ...]:
    """Per lettering the ten digits, each as it stands in the cell that all ten share.

    First as bright strokes on something darker, then as a dark outline around strokes on
    something as bright as they are, such as the sky.
    """
    drawn = [[_drawn(str(digit), *face) for digit in range(10)] for face in _LETTERINGS]
    outlined = [[_outlined(strokes) for strokes in digits] for digits in drawn]
    return (
        *(_in_common_cell(digits, np.max(digits, axis=0) > 0) for digits in drawn),
        *(_in_common_cell(digits, np.min(digits, axis=0) < _WHITE) for digits in outlined),
    )


def as_shape(picture: NDArray[np.floating]) -> Shape:
    """A cell of any size at the size of comparison, blurred so that stroke width matters less."""
    cell = np.asarray(picture, dtype=np.float32)
    shape = cv2.resize(cell, (SHAPE_COLUMNS, SHAPE_ROWS), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(shape, (0, 0), 1.0), dtype=np.float32)


def likeness(one: Shape, other: Shape) -> float:
    """Correlation of a shape with a digit that is not blank, the best over small shifts."""
    inner = other[2:-2, 2:-2]
    return float(cv2.matchTemplate(one, inner, cv2.TM_CCOEFF_NORMED).max())


def _in_common_cell(drawn: list[Shape], covered: NDArray[np.bool_]) -> tuple[Shape, ...]:
    rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
    cell = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return tuple(as_shape(picture[cell]) for picture in drawn)


def _outlined(strokes: Shape) -> Shape:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_OUTLINE_PX, _OUTLINE_PX))
    around = cv2.dilate(strokes, kernel) > _WHITE / 2
    return np.where(around, strokes, np.float32(_WHITE)).astype(np.float32)


def _drawn(text: str, face: str, weight: int) -> Shape:
    canvas = np.zeros((_CANVAS, _CANVAS), np.uint8)
    cv2.putText(canvas, text, (20, 95), (255,), cv2.FontFace(face), _SIZE, weight)
    return canvas.astype(np.float32)
