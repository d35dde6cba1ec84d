import pytest

from accident_service.errors import InvalidDecision
from accident_service.liability.changes import (
    Change,
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.corrected import Scene
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.liability.within_scene import demand_within, lights_of
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import CONTACT_S, A, B, left_turn

TURN = left_turn()
SCENE = Scene(reconstruction=TURN.found, road_map=TURN.road_map, signals=TURN.signals)
POSE = TURN.found.trajectory(A).pose_at(CONTACT_S)
NOBODY = TrackId("Z")
LANE = TURN.road_map.lanes[0].id
WHITE = LineKind.SOLID_WHITE


def footprint(
    away_m: float,
    pts_s: float = CONTACT_S,
    doubt_m: float = 0.5,
    heading_rad: float | None = None,
) -> FootprintMoved:
    return FootprintMoved(
        track=A,
        pts_s=pts_s,
        x_m=POSE.x_m + away_m,
        y_m=POSE.y_m,
        heading_rad=heading_rad,
        doubt_m=doubt_m,
    )


@pytest.mark.parametrize(
    "change",
    [
        footprint(1.0),
        ContactPlaced(tracks=(A, B), pts_s=CONTACT_S - 0.1),
        ContactDenied(tracks=(B, A)),
        PhaseMarked(light="E", from_s=1.0, to_s=2.0, phase=Phase.RED),
        PhaseMarked(light="W/left", from_s=1.0, phase=Phase.RED),
        LineMarked(lane=LANE, side=LineSide.LEFT, line=WHITE),
        FactTold(kind=FactKind.DOOR_OPENED, party=B, truth=Truth.TRUE, at_s=CONTACT_S),
    ],
    ids=lambda one: one.what,
)
def test_what_is_of_the_scene_is_accepted(change: Change) -> None:
    demand_within(SCENE, change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (footprint(60.0), "that place is 60 m"),
        (footprint(float("nan")), "that place is"),
        (footprint(0.0, pts_s=99.0), "choose a moment between"),
        (footprint(0.0, doubt_m=0.0), "give or take"),
        (footprint(0.0, heading_rad=float("inf")), "heading"),
        (ContactPlaced(tracks=(A, NOBODY), pts_s=CONTACT_S), "no vehicle Z"),
        (ContactPlaced(tracks=(A, B), pts_s=CONTACT_S, doubt_s=9.0), "give or take"),
        (ContactPlaced(tracks=(A, B), pts_s=CONTACT_S, x_m=500.0, y_m=0.0), "that place is"),
        (ContactDenied(tracks=(A, NOBODY)), "no contact"),
        (PhaseMarked(light="X", from_s=1.0, phase=Phase.RED), "no light X"),
        (PhaseMarked(light="E/up", from_s=1.0, phase=Phase.RED), "no light E/up"),
        (PhaseMarked(light="E", from_s=2.0, to_s=1.0, phase=Phase.RED), "ends after"),
        (PhaseMarked(light="E", from_s=float("nan"), phase=Phase.RED), "from when"),
        (LineMarked(lane="?", side=LineSide.LEFT, line=WHITE), "no lane"),
        (FactTold(kind=FactKind.TURNING, party=NOBODY, truth=Truth.TRUE), "no vehicle Z"),
    ],
)
def test_what_is_of_nothing_there_is_refused(change: Change, said: str) -> None:
    with pytest.raises(InvalidDecision, match=said):
        demand_within(SCENE, change)


def test_the_lights_are_those_logged_and_those_that_stand_at_stop_lines() -> None:
    assert set(lights_of(SCENE)) >= {"E", "W"}
