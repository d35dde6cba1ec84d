"""A clip at 1080p, made from a smaller one: the same street, more pixels to decode and reduce."""

import json
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

FULL_HD = (1920, 1080)
# What cameras of that size are set to; noise keeps the encoder from finding it easy.
BIT_RATE = 6_000_000
NOISE_LEVELS = 3.0


def enlarge(clip: Path, folder: Path) -> Path:
    """Write clip, scene and truth at 1080p into the folder; times are kept."""
    made = folder / f"{clip.stem}_1080p.mp4"
    if not made.exists():
        _enlarge_pictures(clip, made)
    for kind in ("scene", "truth"):
        document = json.loads(clip.with_suffix(f".{kind}.json").read_text())
        if kind == "truth":
            document["clip"] = made.stem
        made.with_suffix(f".{kind}.json").write_text(json.dumps(document))
    return made


def _enlarge_pictures(clip: Path, made: Path) -> None:
    rng = np.random.default_rng(1080)
    with av.open(str(clip)) as source, av.open(str(made), "w") as target:
        shown = source.streams.video[0]
        stream = target.add_stream("libx264", rate=Fraction(shown.average_rate or 25))
        stream.width, stream.height, stream.pix_fmt = *FULL_HD, "yuv420p"
        stream.bit_rate, stream.options = BIT_RATE, {"preset": "veryfast"}
        stream.codec_context.time_base = Fraction(shown.time_base or Fraction(1, 90_000))
        for frame in source.decode(shown):
            large = cv2.resize(frame.to_ndarray(format="rgb24"), FULL_HD).astype(np.float32)
            large += rng.normal(0.0, NOISE_LEVELS, FULL_HD[::-1])[..., None]
            picture = av.VideoFrame.from_ndarray(
                np.clip(large, 0, 255).astype(np.uint8), format="rgb24"
            )
            picture.pts, picture.time_base = frame.pts, frame.time_base
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))
