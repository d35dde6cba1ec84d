"""How each file of the hostile corpus is made: from small clips with a known story."""

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.adapters.clip_maker import (
    ClipRecipe,
    even_times_s,
    write_clip,
    write_sound,
)
from tests.hostile.parameter_sets import with_size_in_blocks

Maker = Callable[[Path], Path]
SHORT_GROUPS = (("preset", "ultrafast"), ("g", "10"))


def plain(path: Path) -> Path:
    """Nothing wrong with it, but perhaps its name."""
    sound = write_clip(path.with_suffix(".mp4"), ClipRecipe(times_s=even_times_s(40)))
    return sound.rename(path)


def empty(path: Path) -> Path:
    """No bytes at all."""
    path.write_bytes(b"")
    return path


def text(path: Path) -> Path:
    """Words under a video's name."""
    path.write_text("not a video, but text\n" * 200)
    return path


def truncated_tail(path: Path) -> Path:
    """The index stood at the end, and the end is gone."""
    return _cut(plain(path), 0, 0.5)


def truncated_after_index(path: Path) -> Path:
    """The index promises sixty frames; the file ends before."""
    front = (("movflags", "faststart"),)
    recipe = ClipRecipe(times_s=even_times_s(60), container_options=front)
    return _cut(write_clip(path, recipe), 0, 0.6)


def lost_head(path: Path) -> Path:
    """A stream joined in the middle."""
    recipe = ClipRecipe(times_s=even_times_s(60), options=SHORT_GROUPS)
    return _cut(write_clip(path, recipe), 1 / 3, 1.0)


def bit_flips(path: Path) -> Path:
    """Bytes changed in the coded pictures of one long group; the index behind them is sound."""
    options = (("preset", "ultrafast"), ("g", "200"))
    recipe = ClipRecipe(times_s=even_times_s(200), options=options)
    content = bytearray(write_clip(path, recipe).read_bytes())
    rng = np.random.default_rng(1)
    first, last = content.index(b"mdat") + 4, content.index(b"moov") - 4
    for place in rng.integers(first + (last - first) // 5, last, 60):
        content[place] ^= int(rng.integers(1, 256))
    path.write_bytes(content)
    return path


def playlist(path: Path) -> Path:
    """A playlist that names a playlist that names it."""
    other = path.with_suffix(".inner.m3u8")
    other.write_text(f"#EXTM3U\n#EXTINF:1,\nfile://{path}\n#EXT-X-ENDLIST\n")
    path.write_text(f"#EXTM3U\n#EXTINF:1,\nfile://{other}\n#EXT-X-ENDLIST\n")
    return path


def concat_list(path: Path) -> Path:
    """A list that would have another file read."""
    path.write_text("ffconcat version 1.0\nfile /etc/passwd\n")
    return path


def giant(path: Path) -> Path:
    """16384 by 8192 in the header; a decoder would make room for it."""
    recipe = ClipRecipe(
        times_s=even_times_s(3), codec="mjpeg", pix_fmt="yuvj420p", size=(64, 64), options=()
    )
    content = write_clip(path, recipe).read_bytes()
    content = content.replace(struct.pack("<2i", 64, 64), struct.pack("<2i", 16_384, 8192))
    # The size in each picture's own header: marker, length, sample depth, height, width.
    small, large = (
        b"\xff\xc0\x00\x11\x08" + struct.pack(">2H", *rows_columns)
        for rows_columns in ((64, 64), (8192, 16_384))
    )
    path.write_bytes(content.replace(small, large))
    return path


def giant_coded(path: Path) -> Path:
    """The same size in the coded stream's own parameters, where no container shows it."""
    recipe = ClipRecipe(times_s=even_times_s(3), size=(64, 64))
    content = write_clip(path, recipe).read_bytes()
    path.write_bytes(with_size_in_blocks(content, 1024, 512))
    return path


def hundred_thousand(path: Path) -> Path:
    """One key frame, said a hundred thousand times."""
    source = write_clip(
        path.with_suffix(".one.mp4"), ClipRecipe(times_s=even_times_s(2), size=(64, 64))
    )
    with av.open(str(source)) as given, av.open(str(path), "w") as container:
        packet = next(given.demux(video=0))
        stream = container.add_stream_from_template(given.streams.video[0])
        for index in range(100_000):
            packet.stream = stream
            packet.pts = packet.dts = index * 512
            packet.time_base = Fraction(1, 12_800)
            container.mux(packet)
    return path


def whole_day(path: Path) -> Path:
    """Three frames, twelve hours apart."""
    return write_clip(path, ClipRecipe(times_s=[0.0, 43_200.0, 86_400.0]))


def truncated_gop(path: Path) -> Path:
    """The last group ends in the middle."""
    recipe = ClipRecipe(times_s=even_times_s(60), options=SHORT_GROUPS)
    return _cut(write_clip(path, recipe), 0, 0.75)


def no_frames(path: Path) -> Path:
    """A container with a stream and nothing in it."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        container.start_encoding()
    return path


def one_frame(path: Path) -> Path:
    """A clip of no length."""
    return write_clip(path, ClipRecipe(times_s=[0.0]))


def audio_only(path: Path) -> Path:
    """Sound, and nothing to see."""
    return write_sound(path)


def _cut(path: Path, start: float, end: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[int(len(content) * start) : int(len(content) * end)])
    return path
