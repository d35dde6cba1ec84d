"""The stated accidents with speeds, places and doubts that are drawn."""

from hypothesis import strategies as st
from typing_extensions import override

from accident_service.liability.road_map import LineKind
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    C,
    contact,
    left_turn,
    moving_over,
    reconstruction,
    standing,
    straight,
    track,
)
from tests.unit.liability.junction_drives import (
    crossing_straight,
    entering_ring,
    from_side_road,
    right_turn,
)
from tests.unit.liability.lane_drives import after_cut_in
from tests.unit.liability.manoeuvre_drives import out_of_a_bay, out_of_a_gate, parked, u_turn
from tests.unit.liability.meeting_drives import meeting_at_an_obstacle
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    overtaking_with_oncoming,
    second_overtaker,
)

SIGMAS = st.floats(0.5, 20.0)


@st.composite
def struck_from_behind(draw: st.DrawFn) -> Accident:
    """B runs into A, which stands or creeps either way, more or less in line with it."""
    sigma, beside_m = draw(SIGMAS), draw(st.floats(-1.0, 1.0))
    leader_mps = draw(st.sampled_from([-1.5, -0.4, 0.0, 2.0, 6.0]))
    follower_mps = leader_mps + draw(st.floats(2.0, 9.0))
    return Accident(
        found=reconstruction(
            track(A, straight(20.0, beside_m, 0.0, leader_mps), sigma_scale=sigma),
            track(B, straight(15.5, 0.0, 0.0, follower_mps), sigma_scale=sigma),
            track(C, standing(60.0, 0.0)),
            collisions=(contact((17.75, beside_m / 2), (6, 12)),),
        ),
        road_map=roads.straight_road(),
    )


@st.composite
def moved_over(draw: st.DrawFn) -> Accident:
    """B moves over into the lane in which A drives, slowly or at once, ahead or beside."""
    sigma, their_mps = draw(SIGMAS), draw(st.floats(6.0, 14.0))
    reached_m, ahead_m = draw(st.floats(1.2, 2.2)), draw(st.floats(-2.0, 3.5))
    over = moving_over(
        reached_m,
        x_m=10.0 + ahead_m,
        speed_mps=their_mps + draw(st.floats(-1.0, 1.0)),
        over_s=draw(st.floats(1.2, 3.0)),
    )
    return Accident(
        found=reconstruction(
            track(A, straight(10.0, 3.5, 0.0, their_mps), sigma_scale=sigma),
            track(B, over, sigma_scale=sigma),
            collisions=(contact((10.0 + ahead_m / 2, 2.65), (3, 9)),),
        ),
        road_map=roads.straight_road(between=draw(st.sampled_from(LineKind))),
    )


@st.composite
def stated(draw: st.DrawFn) -> Accident:
    """One of the stated accidents, as well or as badly measured as may be."""
    sigma = draw(SIGMAS)
    lights = draw(
        st.sampled_from(
            [
                roads.signals(),
                roads.signals(W="green", E="green", S="red"),
                roads.turning_red(W=5.75, E=9.0, S=2.0),
            ]
        )
    )
    made = draw(
        st.sampled_from(
            [
                lambda: left_turn(sigma_scale=sigma, lights=lights),
                lambda: right_turn(sigma_scale=sigma, lights=lights),
                lambda: crossing_straight(
                    road_map=roads.junction(), lights=lights, sigma_scale=sigma
                ),
                lambda: from_side_road(sigma_scale=sigma),
                lambda: entering_ring(sigma_scale=sigma),
                lambda: after_cut_in(follower_mps=14.0, sigma_scale=sigma),
                lambda: u_turn(130.0, sigma_scale=sigma),
                lambda: out_of_a_bay(sigma_scale=sigma),
                lambda: out_of_a_gate(sigma_scale=sigma),
                lambda: parked(passing_y_m=-1.4, sigma_scale=sigma),
                lambda: meeting_at_an_obstacle(sigma_scale=sigma),
                lambda: overtaken_turning_left(sigma_scale=sigma),
                lambda: overtaking_with_oncoming(sigma_scale=sigma),
                lambda: second_overtaker(sigma_scale=sigma),
            ]
        )
    )
    return made()


class Drawn:
    """One of these accidents, told in few words where it fails."""

    def __init__(self, accident: Accident) -> None:
        self.accident = accident

    @override
    def __repr__(self) -> str:
        found = self.accident.found
        event = found.collisions[0]
        met = f"{event.first.clock}/{event.second.clock} at {event.x_m:.3f}, {event.y_m:.3f}"
        tracks = [
            f"{one.id}: {one.speed_mps[-1]:.3f} m/s, {one.heading_rad[-1]:.3f} rad,"
            f" {one.xy_sigma_m[0, 0]:.3f} m"
            for one in found.trajectories
        ]
        return f"Drawn({met}; {'; '.join(tracks)})"


ANY = st.one_of(struck_from_behind(), moved_over(), stated(), stated(), stated())


@st.composite
def accidents(draw: st.DrawFn) -> Drawn:
    """Any of these, stated ones more often."""
    return Drawn(draw(ANY))
