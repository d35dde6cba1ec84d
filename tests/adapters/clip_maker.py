"""Small clips with a known story, written by the tests that read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import read_frames
from accident_service.errors import ClipUnreadable

WIDTH, HEIGHT = 320, 240
CLOCK = 12_800


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRecipe:
    """What to write: times in seconds, one picture each, and how to code them."""

    times_s: Sequence[float]
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    size: tuple[int, int] = (WIDTH, HEIGHT)
    options: tuple[tuple[str, str], ...] = (("preset", "ultrafast"),)
    container_options: tuple[tuple[str, str], ...] = ()
    first: int = 0  # the number of the first picture
    clock: int = CLOCK  # ticks a second


def picture(index: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    """A bright block that moves two pixels a frame over a fixed texture."""
    width, height = size
    texture = np.random.default_rng(7).integers(60, 120, (height // 8, width // 8, 3))
    pixels = np.kron(texture, np.ones((8, 8, 1))).astype(np.uint8)
    left = (10 + 2 * index) % (width - 50)
    pixels[height // 2 : height // 2 + 24, left : left + 40] = (230, 60, 40)
    return pixels


def even_times_s(count: int, rate_hz: float = 25.0) -> list[float]:
    return [index / rate_hz for index in range(count)]


def outcome_of(path: Path, limits: ClipLimits) -> str:
    """Read to the end; the verdict, or "read" when nothing was refused."""
    try:
        for _frame in read_frames(path, limits):
            pass
    except ClipUnreadable as refusal:
        return refusal.verdict
    return "read"


def write_clip(path: Path, recipe: ClipRecipe) -> Path:
    with av.open(str(path), "w", container_options=dict(recipe.container_options)) as container:
        _write_stream(container, recipe)
    return path


def write_two_streams(path: Path, small: ClipRecipe, large: ClipRecipe) -> Path:
    with av.open(str(path), "w") as container:
        streams = [_new_stream(container, recipe) for recipe in (small, large)]
        for stream, recipe in zip(streams, (small, large), strict=True):
            _encode(container, stream, recipe)
    return path


def write_sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=16_000, layout="mono")
        for index in range(20):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), dtype=np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate = 16_000
            frame.pts = index * 1024
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def with_flipped_bits(path: Path, source: Path, *, count: int, seed: int) -> Path:
    """The clip with random bytes of its body changed; the header is left alone."""
    rng = np.random.default_rng(seed)
    content = bytearray(source.read_bytes())
    for place in rng.integers(200, len(content) - 10, count):
        content[place] ^= int(rng.integers(1, 256))
    path.write_bytes(content)
    return path


def _write_stream(container: av.container.OutputContainer, recipe: ClipRecipe) -> None:
    _encode(container, _new_stream(container, recipe), recipe)


def _new_stream(
    container: av.container.OutputContainer, recipe: ClipRecipe
) -> av.video.stream.VideoStream:
    stream = container.add_stream(recipe.codec, rate=25, options=dict(recipe.options))
    assert isinstance(stream, av.video.stream.VideoStream)
    stream.width, stream.height = recipe.size
    stream.pix_fmt = recipe.pix_fmt
    if recipe.codec not in ("mpeg4", "mpeg2video"):
        stream.codec_context.time_base = Fraction(1, recipe.clock)
    return stream


def _encode(
    container: av.container.OutputContainer,
    stream: av.video.stream.VideoStream,
    recipe: ClipRecipe,
) -> None:
    base = stream.codec_context.time_base or Fraction(1, 25)
    for index, time_s in enumerate(recipe.times_s):
        frame = av.VideoFrame.from_ndarray(
            picture(recipe.first + index, recipe.size), format="rgb24"
        )
        frame.pts = round(time_s / base)
        frame.time_base = base
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
