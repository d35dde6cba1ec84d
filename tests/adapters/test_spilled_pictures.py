from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.adapters import spilled_pictures
from accident_service.adapters.spilled_pictures import SpillingStore

Pixels = NDArray[np.uint8]


def _blocks(count: int) -> list[Pixels]:
    rng = np.random.default_rng(3)
    return [rng.integers(0, 255, (3, 20, 31), dtype=np.uint8) for _ in range(count)]


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("held", [0, 2, 9])
def test_pictures_come_back_as_they_were_wherever_they_are(tmp_path: Path, held: int) -> None:
    blocks = _blocks(5)
    with SpillingStore(tmp_path, held * blocks[0].nbytes) as store:
        kept = [store.put(block) for block in blocks]
        for block, one in zip(blocks, kept, strict=True):
            assert np.array_equal(one.read(), block)
        kept[3].replace(blocks[0])
        assert [np.array_equal(kept[at].read(), blocks[0]) for at in (2, 3, 4)] == [0, 1, 0]


def test_files_have_no_name_and_stay_small_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spilled_pictures, "FILE_BYTES", 3 * 4096)
    before = _open_files()
    with SpillingStore(tmp_path, 0) as store:
        kept = [store.put(block) for block in _blocks(7)]
        assert all(
            np.array_equal(one.read(), block) for one, block in zip(kept, _blocks(7), strict=True)
        )
        assert _open_files() == before + 3
        assert not list(tmp_path.iterdir())
    assert _open_files() == before


def test_what_is_held_is_not_copied(tmp_path: Path) -> None:
    block = _blocks(1)[0]
    with SpillingStore(tmp_path) as store:
        assert store.put(block).read() is block
