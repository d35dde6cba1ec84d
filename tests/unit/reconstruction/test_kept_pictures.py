import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction import kept_pictures
from accident_service.reconstruction.kept_pictures import (
    Block,
    ChosenPictures,
    HeldBlock,
    KeptPictures,
    kept_in,
)

Pixels = NDArray[np.uint8]


class _Shelf:
    """Counts what it is given."""

    def __init__(self) -> None:
        self.count = 0

    def put(self, pictures: Pixels) -> Block:
        self.count += len(pictures)
        return HeldBlock(pictures)


@pytest.fixture
def three_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pictures, "BLOCK_BYTES", 3 * 4 * 5)


def _pictures(count: int) -> Pixels:
    return np.random.default_rng(3).integers(0, 255, (count, 4, 5), dtype=np.uint8)


def _kept(pictures: Pixels) -> KeptPictures:
    kept, buffer = KeptPictures(), np.empty(pictures.shape[1:], np.uint8)
    for picture in pictures:
        buffer[:] = picture
        kept.append(buffer)
    return kept


@pytest.mark.usefixtures("three_a_block")
@pytest.mark.parametrize("count", [1, 2, 3, 4, 8, 9])
def test_pictures_come_back_as_they_were(count: int) -> None:
    pictures = _pictures(count)
    kept = _kept(pictures)
    assert len(kept) == count
    assert kept.shape == pictures.shape
    assert np.array_equal(np.stack(list(kept)), pictures)
    assert np.array_equal(kept[-1], pictures[-1])
    with pytest.raises(IndexError, match=f"picture {count} of {count}"):
        kept[count]


@pytest.mark.usefixtures("three_a_block")
@pytest.mark.parametrize("count", [2, 3, 8])
def test_each_is_replaced_by_what_is_made_of_it(count: int) -> None:
    pictures = _pictures(count)
    kept = _kept(pictures)
    assert np.array_equal(kept[0], pictures[0])
    kept.replace_each(lambda index: np.asarray(kept[index] // 2 + index, np.uint8))
    expected = pictures // 2 + np.arange(count)[:, None, None]
    assert np.array_equal(np.stack(list(kept)), expected)


@pytest.mark.usefixtures("three_a_block")
def test_whole_blocks_are_given_to_the_store_at_hand() -> None:
    shelf = _Shelf()
    with kept_in(shelf):
        kept = _kept(_pictures(8))
    assert shelf.count == 6
    assert np.array_equal(np.stack(list(kept)), _pictures(8))
    _kept(_pictures(8))
    assert shelf.count == 6


def test_some_are_chosen_in_any_order() -> None:
    pictures = _pictures(8)
    chosen = ChosenPictures(pictures, np.array([5, 2, 2]))
    assert chosen.shape == (3, 4, 5)
    assert len(chosen) == 3
    assert np.array_equal(np.stack(list(chosen)), pictures[[5, 2, 2]])
    assert np.array_equal(chosen[-1], pictures[2])
