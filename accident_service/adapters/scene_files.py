"""Read a scene file (`accident-scene/1`): what is known of a clip's place before analysis."""

from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.fields import Fields, read_json
from accident_service.adapters.road_map_fields import read_road_map
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint

SCENE_FORMAT = "accident-scene/1"
LARGEST_IMAGE_PX = 16384


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedVehicle:
    """What a party told of a vehicle; empty texts where nothing was told."""

    vehicle_class: str
    colour: str
    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneDescription:
    """One clip's scene, in the service's own types.

    `osd_start` is the clock text burnt into the first frame, as read; its offset to the
    true time is not known here. Signal times are on the clip's own clock.
    """

    name: str
    image_size: ImageSize
    survey: Survey
    road_map: RoadMap
    signals: SignalLog
    reported: tuple[ReportedVehicle, ...]
    osd_start: str


def read_scene(path: Path) -> SceneDescription:
    """Read and check one scene file.

    Raises:
        InvalidSite: The file cannot be read, or a field cannot be used; the message names
            the file, the field and what would be accepted.
    """
    fields = read_json(path)
    if fields.table.get("format") != SCENE_FORMAT:
        raise fields.refuse("format", f"'{SCENE_FORMAT}'")
    image_size = read_image_size(fields, "image_size_px")
    site = fields.within("site")
    return SceneDescription(
        name=site.text("name") if site.has("name") else path.stem,
        image_size=image_size,
        survey=Survey(image_size, read_survey_points(fields, "survey")),
        road_map=read_road_map(site),
        signals=_signals(fields),
        reported=tuple(_reported(vehicle) for vehicle in fields.each("reported")),
        osd_start=fields.text("osd_start") if fields.has("osd_start") else "",
    )


def read_image_size(fields: Fields, name: str) -> ImageSize:
    """An image's width and height, in whole pixels."""
    width_px, height_px = fields.point_m(name)
    for side_px in (width_px, height_px):
        if not (1 <= side_px <= LARGEST_IMAGE_PX and side_px == int(side_px)):
            raise fields.refuse(name, f"[width, height], each from 1 to {LARGEST_IMAGE_PX}")
    return ImageSize(int(width_px), int(height_px))


def read_survey_points(fields: Fields, name: str) -> tuple[SurveyPoint, ...]:
    """The marks of a survey: `pixel_px` [x, y] and `ground_m` [x, y, z]."""
    points = []
    for mark in fields.each(name):
        pixel_px = mark.point_m("pixel_px")
        ground_m = mark.point_m("ground_m", axes=3)
        points.append(SurveyPoint(*pixel_px, *ground_m))
    return tuple(points)


def _signals(fields: Fields) -> SignalLog:
    if not fields.has("signals"):
        return SignalLog()
    log = fields.within("signals")
    sigma_s = fields.number("signals_sigma_s", low=0) if fields.has("signals_sigma_s") else 0.0
    return SignalLog(
        approaches=tuple(_approach(log, name) for name in sorted(log.table)),
        clock_sigma_s=sigma_s,
    )


def _approach(log: Fields, name: str) -> ApproachSignal:
    accepted = "a list of [seconds, 'red', 'yellow' or 'green'] in order of time"
    entries = log.table[name]
    if not isinstance(entries, list):
        raise log.refuse(name, accepted)
    changes = []
    for entry in entries:
        match entry:
            case [int() | float() as pts_s, "red" | "yellow" | "green" as phase]:
                changes.append(PhaseChange(float(pts_s), Phase(phase)))
            case _:
                raise log.refuse(name, accepted)
    if [c.pts_s for c in changes] != sorted(c.pts_s for c in changes):
        raise log.refuse(name, accepted)
    return ApproachSignal(approach=name, changes=tuple(changes))


def _reported(fields: Fields) -> ReportedVehicle:
    def told(name: str) -> str:
        return fields.text(name) if fields.has(name) else ""

    return ReportedVehicle(vehicle_class=told("class"), colour=told("colour"), plate=told("plate"))
