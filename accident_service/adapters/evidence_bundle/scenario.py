"""The reconstruction as a scenario for driving simulators (ASAM OpenSCENARIO XML 1.2).

Every vehicle follows the poses of the result, at the clip's own times; nothing is simulated.
The reference point is the footprint's centre, as measured: where the axles are is not known,
so they are drawn where they usually lie, and no position depends on them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

from accident_service.adapters.evidence_bundle.track_tables import Result
from accident_service.adapters.evidence_bundle.xml_file import add, written
from accident_service.reconstruction.ground.trajectory import VehicleClass

ROAD_FILE = "road.xodr"
CATEGORIES = {
    VehicleClass.CAR: "car",
    VehicleClass.SUV: "car",
    VehicleClass.PICKUP: "car",
    VehicleClass.UNKNOWN: "car",
    VehicleClass.VAN: "van",
    VehicleClass.TRUCK: "truck",
    VehicleClass.BUS: "bus",
    VehicleClass.TWO_WHEELER: "motorbike",
}
USUAL_HEIGHT_M = 1.5
WALKER_KG = 70.0  # the format wants a number; nothing is computed from it
AXLE_SHARE = 0.3  # of the length, before and behind the middle [design]
PERFORMANCE = {"maxSpeed": 70.0, "maxAcceleration": 10.0, "maxDeceleration": 10.0}


def scenario(result: Result, made_at: datetime) -> bytes:
    """The file; tracks of a single pose, which no path can be made of, are left out."""
    tracks = [one for one in result["tracks"] if len(one["poses"]) > 1]
    root = Element("OpenSCENARIO")
    add(
        root,
        "FileHeader",
        revMajor=1,
        revMinor=2,
        date=made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        description="Reconstruction of a traffic accident from video; times are the clip's own",
        author="accident-service",
    )
    add(root, "CatalogLocations")
    add(add(root, "RoadNetwork"), "LogicFile", filepath=ROAD_FILE)
    entities, board = add(root, "Entities"), add(root, "Storyboard")
    placed = add(add(board, "Init"), "Actions")
    for track in tracks:
        _vehicle(entities, track)
        _start(placed, track)
    if tracks:
        story = add(board, "Story", name="as-measured")
        for track in tracks:
            _follow(story, track)
    last_s = max((track["poses"][-1]["t_s"] for track in tracks), default=0.0)
    _at(add(board, "StopTrigger"), last_s, "the recording ends")
    return written(root)


def _vehicle(entities: Element, track: Mapping[str, Any]) -> None:
    length_m, width_m = track["length_m"], track["width_m"]
    height_m = track.get("height_m") or USUAL_HEIGHT_M
    kind = VehicleClass(track.get("class") or VehicleClass.UNKNOWN)
    entity = add(entities, "ScenarioObject", name=track["id"])
    if kind is VehicleClass.PEDESTRIAN:
        made = add(entity, "Pedestrian", name=track["id"], mass=WALKER_KG)
        made.set("pedestrianCategory", "pedestrian")
    else:
        made = add(entity, "Vehicle", name=track["id"], vehicleCategory=CATEGORIES[kind])
    box = add(made, "BoundingBox")
    add(box, "Center", x=0.0, y=0.0, z=height_m / 2)
    add(box, "Dimensions", length=length_m, width=width_m, height=height_m)
    if kind is not VehicleClass.PEDESTRIAN:
        _axles(made, length_m, width_m)
    add(made, "Properties")


def _axles(made: Element, length_m: float, width_m: float) -> None:
    add(made, "Performance", **PERFORMANCE)
    axles = add(made, "Axles")
    for name, place, steering in (("FrontAxle", AXLE_SHARE, 0.5), ("RearAxle", -AXLE_SHARE, 0.0)):
        add(
            axles,
            name,
            maxSteering=steering,
            positionX=place * length_m,
            positionZ=0.3,
            trackWidth=width_m,
            wheelDiameter=0.6,
        )


def _start(actions: Element, track: Mapping[str, Any]) -> None:
    teleport = add(_private(actions, track), "TeleportAction")
    _position(teleport, track["poses"][0])


def _private(actions: Element, track: Mapping[str, Any]) -> Element:
    return add(add(actions, "Private", entityRef=track["id"]), "PrivateAction")


def _follow(story: Element, track: Mapping[str, Any]) -> None:
    name, first_s = track["id"], track["poses"][0]["t_s"]
    act = add(story, "Act", name=f"{name}-drives")
    group = add(act, "ManeuverGroup", name=f"{name}-group", maximumExecutionCount=1)
    actors = add(group, "Actors", selectTriggeringEntities="false")
    add(actors, "EntityRef", entityRef=name)
    event = add(
        add(group, "Maneuver", name=f"{name}-maneuver"),
        "Event",
        name=f"{name}-event",
        priority="overwrite",
        maximumExecutionCount=1,
    )
    private = add(add(event, "Action", name=f"{name}-path"), "PrivateAction")
    follow = add(add(private, "RoutingAction"), "FollowTrajectoryAction")
    path = add(add(follow, "TrajectoryRef"), "Trajectory", name=f"{name}-trajectory")
    path.set("closed", "false")
    line = add(add(path, "Shape"), "Polyline")
    for pose in track["poses"]:
        _position(add(line, "Vertex", time=pose["t_s"]), pose)
    clock = add(follow, "TimeReference")
    add(clock, "Timing", domainAbsoluteRelative="absolute", offset=0.0, scale=1.0)
    add(follow, "TrajectoryFollowingMode", followingMode="position")
    _at(add(event, "StartTrigger"), first_s, f"{name} is seen")
    _at(add(act, "StartTrigger"), 0.0, f"{name} waits")


def _position(parent: Element, pose: Mapping[str, Any]) -> None:
    place = add(parent, "Position")
    add(place, "WorldPosition", x=pose["x_m"], y=pose["y_m"], h=pose["heading_rad"])


def _at(trigger: Element, moment_s: float, name: str) -> None:
    group = add(trigger, "ConditionGroup")
    condition = add(group, "Condition", name=name, delay=0.0, conditionEdge="none")
    by_value = add(condition, "ByValueCondition")
    add(by_value, "SimulationTimeCondition", value=moment_s, rule="greaterOrEqual")
