"""The shipped font has the letters exhibits need."""

import cv2
import numpy as np

from accident_service.reconstruction.exhibits.lettering import figure_font, image_font


def test_chinese_and_latin_letters_leave_ink() -> None:
    for text in ("甲", "A", "接触"):
        picture = np.zeros((60, 120, 3), dtype=np.uint8)
        cv2.putText(picture, text, (10, 45), (255, 255, 255), image_font(), 30, 500)
        assert picture.max() == 255


def test_figures_use_the_same_font_at_their_size() -> None:
    assert figure_font(9.5).get_size_in_points() == 9.5
    assert figure_font(9.5).get_file() == figure_font(12.0).get_file()
