"""Clips that are sound but odd, or that lie about their times: read, and told for what they are."""

import struct
from pathlib import Path

import av

from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip, write_two_streams


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
