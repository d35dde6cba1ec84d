"""Where in a picture anything is: most of a street is empty most of the time.

What only looks at its neighbourhood gives the same within such windows as on the whole
picture, as long as they reach beyond what is there by as much as it looks.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Window = tuple[slice, slice]  # rows, columns

# Places are told apart in blocks of this side; a picture has a thousand of them.
BLOCK_PX = 16


def windows_around(shown: NDArray[np.uint8], margin_px: int) -> list[Window]:
    """Windows that hold all set pixels and what is around them; no two have a pixel in common.

    Args:
        shown: (rows, columns), more than 0 where something is.
        margin_px: How far at least a window reaches beyond what is set in it.
    """
    rows, columns = shown.shape
    reach = -(-margin_px // BLOCK_PX)
    around = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(_blocks(shown), around))
    found = [
        [y * BLOCK_PX, (y + height) * BLOCK_PX, x * BLOCK_PX, (x + width) * BLOCK_PX]
        for x, y, width, height, _ in np.asarray(boxes)[1:].tolist()
    ]
    return [
        (slice(top, min(bottom, rows)), slice(left, min(right, columns)))
        for top, bottom, left, right in _apart(found)
    ]


def _blocks(shown: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One pixel a block: 1 where any of the block's is set."""
    rows, columns = shown.shape
    tall, wide = -(-rows // BLOCK_PX), -(-columns // BLOCK_PX)
    padded = np.zeros((tall * BLOCK_PX, wide * BLOCK_PX), dtype=np.uint8)
    padded[:rows, :columns] = shown
    across = padded.reshape(tall, BLOCK_PX, -1).max(axis=1)
    return np.asarray(across.reshape(tall, wide, BLOCK_PX).max(axis=2) > 0).astype(np.uint8)


def _apart(boxes: list[list[int]]) -> list[list[int]]:
    """The boxes (top, bottom, left, right), those that meet put into one, from the top down."""
    open_boxes, done = sorted(boxes), list[list[int]]()
    while open_boxes:
        box = open_boxes.pop(0)
        meeting = [one for one in (*open_boxes, *done) if _meet(box, one)]
        if not meeting:
            done.append(box)
            continue
        tops, bottoms, lefts, rights = zip(box, *meeting, strict=True)
        # It may meet others now that it is larger.
        open_boxes = [one for one in open_boxes if one not in meeting]
        open_boxes.append([min(tops), max(bottoms), min(lefts), max(rights)])
        done = [one for one in done if one not in meeting]
    return sorted(done)


def _meet(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
