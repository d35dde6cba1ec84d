import numpy as np
import pytest

from accident_service.reconstruction.motion.packed_frames import PackedFrames


@pytest.mark.parametrize("largest", [1, 3, 65535])
def test_pictures_come_back_as_they_were(largest: int) -> None:
    rng = np.random.default_rng(7)
    noise = rng.integers(0, 3, (20, 30)).astype(np.uint16)
    noise[3:9, 4:20] = largest
    pictures = [noise, np.zeros((20, 30), np.uint16)]

    packed: PackedFrames[np.uint16] = PackedFrames()
    for picture in pictures:
        packed.append(picture)

    assert len(packed) == 2
    assert packed[0].dtype == np.uint16
    assert np.array_equal(packed.stacked(), np.stack(pictures))


def test_what_is_kept_is_a_copy() -> None:
    picture = np.zeros((4, 5), np.uint8)
    packed: PackedFrames[np.uint8] = PackedFrames()
    packed.append(picture)
    picture[:] = 9

    assert not packed[0].any()


def test_a_mask_of_a_few_patches_is_small() -> None:
    mask = np.zeros((360, 640), np.uint16)
    mask[100:150, 200:300], mask[200:260, 50:170] = 1, 2
    packed: PackedFrames[np.uint16] = PackedFrames()
    packed.append(mask)

    assert packed.bytes < mask.nbytes / 100
