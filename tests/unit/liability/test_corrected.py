import numpy as np

from accident_service.liability.changes import (
    ContactDenied,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.corrected import Scene, Told, awaiting_second_look, corrected
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.proposal import Strength
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from tests.unit.liability.drives import CONTACT_S, A, Accident, B, rear_end


def scene_of(accident: Accident) -> Scene:
    return Scene(
        reconstruction=accident.found, road_map=accident.road_map, signals=accident.signals
    )


def test_every_kind_of_change_reaches_what_the_law_is_asked_about() -> None:
    before = scene_of(rear_end())
    said = (
        FootprintMoved(track=A, pts_s=CONTACT_S, x_m=0.5, y_m=0.5),
        ContactDenied(tracks=(A, B)),
        PhaseMarked(light="E", from_s=1.0, phase=Phase.RED),
        LineMarked(lane="near", side=LineSide.LEFT, line=LineKind.SOLID_WHITE),
        FactTold(kind=FactKind.USED_PHONE, party=B, truth=Truth.TRUE, at_s=3.0),
    )
    after = corrected(before, [Told(one, "丙某") for one in said], "clip-1")

    assert after.reconstruction.collisions == ()
    assert np.any(after.reconstruction.trajectory(A).xy_m != rear_end().found.trajectory(A).xy_m)
    assert after.signals.knows("E")
    assert after.road_map.lanes[0].left_line is LineKind.SOLID_WHITE
    (fact,) = after.told
    assert (fact.told_by, fact.evidence[0].clip) == ("丙某", "clip-1")


def test_what_was_measured_is_left_alone() -> None:
    before = scene_of(rear_end())
    after = corrected(before, [])

    assert after.reconstruction.collisions == before.reconstruction.collisions
    assert after.road_map == before.road_map
    assert after.signals == before.signals


def test_nothing_is_firm_before_it_was_looked_at_again() -> None:
    proposal = rear_end().proposed()
    waiting = awaiting_second_look(proposal)

    assert proposal.strength is Strength.FIRM
    assert waiting.strength is Strength.LIMITED
    assert waiting.firmness_pending
    assert [reason.code for reason in waiting.reasons] == ["firmness-pending"]
    assert waiting.grades == proposal.grades
