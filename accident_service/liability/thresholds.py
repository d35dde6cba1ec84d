"""The numbers rules and detectors compare with; none of them is in the law.

They stand in `thresholds.toml`, each with its source and why, so that a city can change one
without touching code. The unit is the last word of each name.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Self

from accident_service.errors import InvalidSettings

# A threshold's source where neither law nor reported practice gives the number.
DESIGN = "design"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldThreshold:
    """One threshold with where its number comes from and why it is that number.

    `source` is "design" for an engineering choice, "practice" for what police practice is
    reported to be, or a legal source, which a rule pack may give. `decides` are the kinds of
    fact that turn on it.
    """

    name: str
    value: float
    source: str
    why_zh: str
    why_en: str
    decides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """One value for every threshold of the chapter."""

    lane_change_window_s: float
    lane_history_s: float
    lane_encroachment_m: float
    detour_reach_m: float
    reaction_s: float
    cut_in_little_s: float
    cut_in_enough_s: float
    sped_up_mps2: float
    hard_braking_mps2: float
    same_heading_rad: float
    ahead_in_path_m: float
    moving_forward_mps: float
    leader_backwards_mps: float
    reversing_mps: float
    reversing_s: float
    reversing_window_s: float
    rolling_back_mps: float
    braking_window_s: float
    stationary_mps: float
    stationary_s: float
    queue_gap_m: float
    queue_speed_mps: float
    overtaking_window_s: float
    overtaking_reach_m: float
    queue_count: float
    lane_drop_reach_m: float
    turn_order_m: float
    wrong_way_rad: float
    turning_rad: float
    u_turn_rad: float
    straight_rad: float
    opposite_approach_rad: float
    turn_shows_m: float
    stop_line_reach_m: float
    entry_reach_m: float
    strongest_start_mps2: float
    strongest_braking_mps2: float
    supposed_reaction_s: float
    supposed_braking_mps2: float
    expressway_gap_m: float
    expressway_fast_gap_m: float
    expressway_fast_mps: float
    gap_held_closing_mps: float
    gap_held_s: float
    third_vehicle_m: float
    third_vehicle_window_s: float
    gate_occlusion_s: float
    gate_visible_share: float
    gate_calibration_m: float
    gate_camera_error_m: float
    gate_frame_rate_hz: float
    gate_before_contact_s: float
    gate_decoded_share: float
    gate_repeated_share: float
    gate_rate_doubt_share: float
    gate_contact_width_s: float
    gate_motor_vehicle_length_m: float
    u_turn_window_s: float
    u_turn_turned_rad: float
    u_turn_least_rad: float
    sign_reach_m: float
    entering_window_s: float
    entering_gain_m: float
    parked_s: float
    no_stopping_m: float
    door_zone_share: float
    door_gap_m: float
    alone_m: float

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read the thresholds; each entry needs `value`, `source` and `why`.

        Raises:
            InvalidSettings: An entry is missing, unknown, or not a number with a source.
        """
        return cls.of(told_in(text))

    @classmethod
    def of(cls, told: tuple[ToldThreshold, ...]) -> Self:
        """The values alone.

        Raises:
            InvalidSettings: One is missing or unknown.
        """
        values = {one.name: one.value for one in told}
        wanted = {field.name for field in fields(cls)}
        if set(values) != wanted:
            odd = ", ".join(sorted(set(values) ^ wanted))
            raise InvalidSettings(f"thresholds: missing or unknown: {odd}")
        return cls(**values)

    @classmethod
    @cache
    def built_in(cls) -> Self:
        """The thresholds this version comes with."""
        return cls.of(built_in_thresholds())


@cache
def built_in_thresholds() -> tuple[ToldThreshold, ...]:
    """The thresholds this version comes with, each with its source and why."""
    package = files("accident_service.liability")
    return told_in(package.joinpath("thresholds.toml").read_text(encoding="utf-8"))


def told_in(text: str) -> tuple[ToldThreshold, ...]:
    """Every threshold of a TOML text.

    Raises:
        InvalidSettings: An entry is not a number with a source.
    """
    table = tomllib.loads(text)
    for name, entry in table.items():
        if not isinstance(entry.get("value"), int | float) or not entry.get("source"):
            raise InvalidSettings(f"thresholds: {name} needs a number `value` and a `source`")
    return tuple(
        ToldThreshold(
            name=name,
            value=float(entry["value"]),
            source=str(entry["source"]),
            why_en=str(entry["why"]),
            why_zh=str(entry.get("why_zh", entry["why"])),
            decides=tuple(entry.get("decides", ())),
        )
        for name, entry in table.items()
    )
