"""Two cameras of one accident, thirty seconds each at 1080p, 25 pictures a second, H.264.

Drawn at half that size and enlarged, with noise at full size: what is measured here is how soon
pictures are shown, and that depends on how many pixels there are to decode, not on their detail.
"""

import json
import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from fixtures.videos.renderer.arrays import Bytes
from fixtures.videos.renderer.backdrop import BRISK
from fixtures.videos.renderer.camera import Camera, Lens, Mounting
from fixtures.videos.renderer.clip import staged
from fixtures.videos.renderer.encoding import encode
from fixtures.videos.renderer.scenario import Scenario
from fixtures.videos.scenarios import rear_end_queue
from fixtures.videos.scenarios.streets import crossing_surroundings, placed

DURATION_S = 30.0
WIDTH_PX, HEIGHT_PX = 1920, 1080
KBPS = 6000  # what cameras of that size are set to
NOISE_LEVELS = 2.5
YAW_RAD = math.radians(24)
CONTACT_AT = (-24.0, -1.5)
# Camera id -> where it hangs, along and beside the road, and how far it reaches in the picture.
CAMERAS = {"T-01": ((-19.0, 13.5), 1180.0), "G-07": ((-11.0, -14.5), 1080.0)}


def render_both(folder: Path) -> dict[str, Path]:
    """The clip of each camera with its scene beside it; rendered where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in CAMERAS if not (folder / f"{name}.mp4").exists()]
    with get_context("spawn").Pool(min(2, os.cpu_count() or 1)) as pool:
        pool.starmap(_render, [(name, folder) for name in missing])
    return {name: folder / f"{name}.mp4" for name in CAMERAS}


def scene_of(clip: Path) -> dict[str, Any]:
    """What a survey and a road map would say of it."""
    scene: dict[str, Any] = json.loads(clip.with_suffix(".scene.json").read_text(encoding="utf-8"))
    return scene


def _render(name: str, folder: Path) -> None:
    cv2.setNumThreads(1)
    clip = staged(_scenario(name), BRISK)
    scene = json.dumps(clip.scene(), ensure_ascii=False)
    (folder / f"{name}.scene.json").write_text(scene, encoding="utf-8")
    unfinished = folder / f"{name}.mp4.part"
    small = staged(_scenario(name, WIDTH_PX // 2), replace(BRISK, exposures=1))
    encode(unfinished, _enlarged(small.pictures()), clip.scenario)
    unfinished.replace(folder / f"{name}.mp4")


def _enlarged(pictures: Iterable[tuple[float, Bytes]]) -> Iterator[tuple[float, Bytes]]:
    rng = np.random.default_rng(1080)
    shape = (HEIGHT_PX, WIDTH_PX, 1)
    bank = [rng.normal(0.0, NOISE_LEVELS, shape).astype(np.int16) for _ in range(8)]
    for number, (t_s, picture) in enumerate(pictures):
        large = cv2.resize(picture, (WIDTH_PX, HEIGHT_PX)).astype(np.int16)
        grain = np.roll(bank[number % len(bank)], 97 * number, axis=1)
        yield t_s, np.clip(large + grain, 0, 255).astype(np.uint8)


def _scenario(name: str, width_px: int = WIDTH_PX) -> Scenario:
    beside, focal_px = CAMERAS[name]
    eye, target = placed(YAW_RAD, beside, CONTACT_AT)
    share = width_px / WIDTH_PX
    lens = Lens(width_px=width_px, height_px=round(HEIGHT_PX * share), focal_px=focal_px * share)
    filmed = rear_end_queue.SCENARIO
    return replace(
        filmed,
        name=name,
        seed=filmed.seed + len(name) + list(CAMERAS).index(name),
        camera=Camera.mounted(
            lens, Mounting(position_m=(*eye, 7.2), target_m=(*target, 0.0), roll_rad=0.012)
        ),
        backdrop=crossing_surroundings(YAW_RAD, 40, eye, 15.0),
        recording=replace(
            filmed.recording, duration_s=DURATION_S, kbps=KBPS, preset="veryfast", caption=name
        ),
    )
