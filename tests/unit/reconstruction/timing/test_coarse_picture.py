import numpy as np

from accident_service.reconstruction.timing.coarse_picture import coarse_picture


def test_a_block_shows_the_mean_of_what_it_covers() -> None:
    picture = np.zeros((48, 64), np.uint8)
    picture[:, 32:] = 200

    coarse = coarse_picture(picture)

    assert coarse.shape == (6, 8)
    assert (coarse[:, :4] == 0).all()
    assert (coarse[:, 4:] == 200).all()


def test_a_picture_smaller_than_a_block_is_one_block() -> None:
    assert coarse_picture(np.full((4, 4), 9, np.uint8)).shape == (1, 1)
