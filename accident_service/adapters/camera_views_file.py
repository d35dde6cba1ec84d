"""How the camera stood at each picture of a clip, kept for whoever draws on it later."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.stabilisation.optics import Movement, Optics
from accident_service.reconstruction.stabilisation.sway import Sway
from accident_service.reconstruction.stabilisation.views import CameraViews

VIEWS_NAME = "camera-views.json"
# Poses are turns (rad) and shifts (px): far below what a pixel shows.
_DECIMALS = 9


def write_views(path: Path, views: CameraViews) -> None:
    """Keep the movement; the camera itself is told by its survey."""
    sway = views.sway
    kept: dict[str, object] = {"pts_s": [round(float(one), 6) for one in views.pts_s]}
    if sway is not None:
        kept |= {
            "optics": asdict(sway.optics),
            "poses": np.round(sway.poses, _DECIMALS).tolist(),
            "home": np.round(sway.home, _DECIMALS).tolist(),
        }
    path.write_text(json.dumps(kept, sort_keys=True) + "\n", encoding="utf-8")


def read_views(path: Path, camera: CameraModel) -> CameraViews:
    """The movement written by `write_views`, of this camera at the clip's full picture."""
    return views_of(path.read_bytes(), camera)


def views_of(written: bytes, camera: CameraModel) -> CameraViews:
    """The same, of bytes that lie elsewhere; a camera told at another size is brought to theirs."""
    kept = json.loads(written)
    pts_s = np.asarray(kept["pts_s"], dtype=np.float64)
    if "poses" not in kept:
        return CameraViews(camera, pts_s)
    optics = kept["optics"]
    if optics["width_px"] != camera.image_size.width_px:
        camera = camera.scaled(optics["width_px"] / camera.image_size.width_px)
    count = len(kept["poses"])
    sway = Sway(
        optics=Optics(
            **optics | {"bends": tuple(optics["bends"]), "movement": Movement(optics["movement"])}
        ),
        poses=np.asarray(kept["poses"], dtype=np.float64),
        home=np.asarray(kept["home"], dtype=np.float64),
        sigma_px=np.zeros(count),  # what measuring needs of it is in the result
        lost=np.zeros(count, dtype=bool),
    )
    return CameraViews(camera, pts_s, sway)
