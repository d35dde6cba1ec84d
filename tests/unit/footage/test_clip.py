from dataclasses import replace

import pytest

from accident_service.footage.clip import SealedOriginal
from accident_service.quantities.uncertainty import Estimate
from tests.fakes import examples


def original(letter: str) -> SealedOriginal:
    clip = examples.sealed_clip()
    return SealedOriginal(
        sha256=letter * 64,
        sm3=letter * 64,
        size_bytes=3,
        media_type="video/mp4",
        name=f"{letter}.mp4",
        from_at=clip.from_at,
        to_at=clip.to_at,
    )


def test_a_clip_sealed_by_an_early_version_is_its_own_original() -> None:
    clip = examples.sealed_clip()
    assert not clip.is_derivative
    assert clip.original_hashes == (clip.sha256,)


def test_a_derivative_names_every_original_once() -> None:
    parts = (original("a"), original("b"), original("a"))
    clip = replace(examples.sealed_clip(), made_by="a tool 1", originals=parts)
    assert clip.is_derivative
    assert clip.original_hashes == ("a" * 64, "b" * 64)


def test_the_doubt_of_the_start_is_added_to_that_of_the_clock() -> None:
    clip = replace(examples.sealed_clip(), clock_offset_s=Estimate(38.0, 0.3))
    assert clip.time_offset_s == clip.clock_offset_s
    offset_s = replace(clip, start_doubt_s=0.4 * 3**0.5).time_offset_s
    assert offset_s.value == 38.0
    assert offset_s.sigma == pytest.approx(0.5)
