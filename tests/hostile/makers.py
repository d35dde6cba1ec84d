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
    write_two_streams,
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


def two_streams(path: Path) -> Path:
    """A preview beside the recording."""
    small = ClipRecipe(times_s=even_times_s(20), size=(160, 120))
    return write_two_streams(path, small, ClipRecipe(times_s=even_times_s(20)))


def rotated(path: Path) -> Path:
    """A telephone held upright: the header asks for a quarter turn."""
    write_clip(path, ClipRecipe(times_s=even_times_s(20)))
    upright = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    content = path.read_bytes()
    track = content.index(b"tkhd")
    place = content.index(upright, track)
    path.write_bytes(content[:place] + turned + content[place + len(turned) :])
    return path


def size_change(path: Path) -> Path:
    """Two recordings of two sizes, end to end."""
    later_s = [10 + time_s for time_s in even_times_s(10)]
    first = write_clip(path.with_suffix(".a.ts"), ClipRecipe(times_s=even_times_s(10)))
    second = write_clip(path.with_suffix(".b.ts"), ClipRecipe(times_s=later_s, size=(160, 120)))
    path.write_bytes(first.read_bytes() + second.read_bytes())
    return path


def ten_bit(path: Path) -> Path:
    """Ten bits a sample."""
    return write_clip(path, ClipRecipe(times_s=even_times_s(20), pix_fmt="yuv420p10le"))


def interlaced(path: Path) -> Path:
    """Two moments in every picture."""
    options = (("flags", "+ildct+ilme"), ("x264-params", "interlaced=1"))
    return write_clip(path, ClipRecipe(times_s=even_times_s(20), options=options))


def late_start(path: Path) -> Path:
    """Frames coded out of order, the first of them not at zero."""
    times_s = [0.2 + time_s for time_s in even_times_s(30)]
    options = (("preset", "medium"), ("bf", "3"))
    return write_clip(path, ClipRecipe(times_s=times_s, options=options))


def negative_start(path: Path) -> Path:
    """Times that begin below zero."""
    return write_clip(path, ClipRecipe(times_s=[-0.4 + time_s for time_s in even_times_s(20)]))


def standing_times(path: Path) -> Path:
    """Two frames in one millisecond, which is all this container can count."""
    times_s = [0.0, 0.0401, 0.0403, *even_times_s(20)[2:]]
    return write_clip(path, ClipRecipe(times_s=times_s))


def gap(path: Path) -> Path:
    """Nothing for more than two seconds."""
    later_s = [3.0 + time_s for time_s in even_times_s(10)]
    return write_clip(path, ClipRecipe(times_s=[*even_times_s(10), *later_s]))


def variable_rate(path: Path) -> Path:
    """Frames as they came."""
    times_s = [0.0, 0.04, 0.36, 0.4, 0.467, 0.9, 0.94, 1.3, 1.34, 1.4]
    return write_clip(path, ClipRecipe(times_s=times_s))


def rate_lie(path: Path) -> Path:
    """Twenty-five frames a second, packed anew as fifty."""
    return repacked(path, write_clip(path.with_suffix(".true.mp4"), RATED), pace=2.0)


def repacked(path: Path, source: Path, *, pace: float) -> Path:
    """The same coded pictures with times that run `pace` times as fast."""
    with av.open(str(source)) as given, av.open(str(path), "w") as container:
        stream = container.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.size == 0:
                continue
            packet.stream = stream
            packet.pts = None if packet.pts is None else round(packet.pts / pace)
            packet.dts = None if packet.dts is None else round(packet.dts / pace)
            container.mux(packet)
    return path


def raw_video(path: Path) -> Path:
    """Samples as they are: another reader's death."""
    return write_clip(path, ClipRecipe(times_s=even_times_s(5), codec="rawvideo", options=()))


def bare_stream(path: Path) -> Path:
    """Coded pictures and no word of when."""
    return write_clip(path, ClipRecipe(times_s=even_times_s(30)))


RATED = ClipRecipe(
    times_s=even_times_s(50), options=(("preset", "ultrafast"), ("x264-params", "force-cfr=1"))
)


def _cut(path: Path, start: float, end: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[int(len(content) * start) : int(len(content) * end)])
    return path
