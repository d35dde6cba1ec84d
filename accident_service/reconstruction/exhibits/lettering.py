"""The letters of exhibits, Chinese and Latin, from the one font that is shipped with us."""

from functools import cache

import cv2
from cvttf_NotoSansCJK_Regular import get_TTF_path
from matplotlib.font_manager import FontProperties


@cache
def image_font() -> cv2.FontFace:
    """The font for drawing on pictures."""
    return cv2.FontFace(str(get_TTF_path()))


@cache
def figure_font(size_pt: float) -> FontProperties:
    """The font for figures, at one size in points."""
    return FontProperties(fname=str(get_TTF_path()), size=size_pt)
