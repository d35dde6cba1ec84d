"""A short clip rendered in memory from stated trajectories: the truth first, then the pixels.

Small pictures and a coarse road keep it fast (well under a tenth of a second a frame); for
clips like those of a recorder use `fixtures.videos`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fixtures.videos.renderer.arrays import Bytes, Floats
from fixtures.videos.renderer.backdrop import COARSE, background
from fixtures.videos.renderer.backdrop_items import Backdrop
from fixtures.videos.renderer.camera import Camera, Lens, Mounting
from fixtures.videos.renderer.clip import Clip
from fixtures.videos.renderer.lighting import OVERCAST, Light
from fixtures.videos.renderer.scenario import Actor, Expected, Recording, Scenario
from fixtures.videos.renderer.sightings import Sighting, sightings
from fixtures.videos.renderer.simulation import Motion, MotionRecord
from fixtures.videos.renderer.site_plans import Plan, straight_road
from fixtures.videos.renderer.sway import sways

SMALL_CAMERA = Camera.mounted(
    Lens(width_px=480, height_px=270, focal_px=300.0),
    Mounting(position_m=(-2.0, -14.0, 6.5), target_m=(0.0, 0.0, 0.0)),
)
STEP_S = 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatedVehicle:
    """A vehicle whose motion is stated: waypoints (n, 4) of t, x, y, heading, joined straight."""

    id: str
    waypoints: Floats
    model: str = "sedan"
    colour: str = "silver"


@dataclass(frozen=True, slots=True, eq=False)
class RenderedScene:
    """Frames, and the truth they were made from."""

    clip: Clip

    @property
    def camera(self) -> Camera:
        """The true camera."""
        return self.clip.scenario.camera

    def pictures(self) -> Iterator[tuple[float, Bytes]]:
        """Time (s) and RGB picture of every frame."""
        return self.clip.pictures()

    def truth_at(self, t_s: float) -> dict[str, Sighting]:
        """What is seen of each vehicle at a moment."""
        return sightings(self.clip.scenario, self.clip.motion, self.clip.empty, t_s)


def rendered(
    *vehicles: StatedVehicle,
    duration_s: float,
    seed: int = 1,
    camera: Camera = SMALL_CAMERA,
    light: Light = OVERCAST,
) -> RenderedScene:
    """Stage a straight road with these vehicles on it, 25 frames a second, no houses or trees."""
    scenario = Scenario(
        name="stated",
        seed=seed,
        situation="stated trajectories",
        site=straight_road(Plan(name="Test road")),
        camera=camera,
        light=light,
        backdrop=Backdrop(),
        recording=Recording(
            duration_s=duration_s,
            osd_start="2026-01-01T00:00:00",
            true_start="2026-01-01T00:00:00",
        ),
        actors=tuple(
            Actor(
                id=vehicle.id,
                model=vehicle.model,
                colour=vehicle.colour,
                plate=vehicle.id,
                route=(),
                start_m=0.0,
                speed_mps=0.0,
            )
            for vehicle in vehicles
        ),
        expected=Expected(rule="", rule_code="none"),
    )
    motion = Motion({vehicle.id: _record(vehicle) for vehicle in vehicles}, ())
    return RenderedScene(Clip(scenario, motion, background(scenario, COARSE), sways(scenario)))


def _record(vehicle: StatedVehicle) -> MotionRecord:
    """Waypoints as a record: speeds from positions, wheels rolling with them."""
    known = vehicle.waypoints
    t = np.arange(known[0, 0], known[-1, 0] + STEP_S / 2, STEP_S)
    x, y, heading = (np.interp(t, known[:, 0], known[:, i]) for i in (1, 2, 3))
    speed = np.gradient(x, t) * np.cos(heading) + np.gradient(y, t) * np.sin(heading)
    rolled = np.cumsum(speed) * STEP_S
    still = np.zeros_like(t)
    return MotionRecord(
        np.column_stack([t, x, y, heading, speed, np.gradient(speed, t), rolled, still])
    )
