"""Trajectories and contacts of a result as tables (RFC 4180), for spreadsheets and statistics.

The numbers are the result's own, not one digit more or less; latitude and longitude (WGS 84)
stand beside them where the place is known.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from accident_service.casefile.analysis import Coordinates

CoordinatesOf = Callable[[float, float], Coordinates]

POSE_FIELDS = (
    *("t_s", "x_m", "y_m", "heading_rad", "speed_mps", "acceleration_mps2"),
    *("sigma_x_m", "sigma_y_m", "correlation_xy", "sigma_heading_rad", "sigma_speed_mps"),
    *("sigma_acceleration_mps2", "visible"),
)
TRACK_FIELDS = ("class", "length_m", "width_m", "height_m", "sigma_length_m", "sigma_width_m")
PLACE_FIELDS = ("latitude_deg", "longitude_deg")
CONTACT_FIELDS = ("t_s", "t_low_s", "t_high_s", "x_m", "y_m", "sigma_point_m")
DECIMALS_DEG = 9  # a tenth of a millimetre
Result = Mapping[str, Any]


def trajectories_csv(result: Result, coordinates_of: CoordinatesOf | None) -> bytes:
    """One row a pose, in the order of the result."""
    rows = (
        [track["id"], *(track.get(name) for name in TRACK_FIELDS)]
        + [pose.get(name) for name in POSE_FIELDS]
        + _cells(pose, coordinates_of)
        for track in result["tracks"]
        for pose in track["poses"]
    )
    return _table(("track", *TRACK_FIELDS, *POSE_FIELDS, *PLACE_FIELDS), rows)


def contacts_csv(result: Result, coordinates_of: CoordinatesOf | None) -> bytes:
    """One row a contact: when and where, who with which side, and how fast."""
    header = (
        *("first", "second", *CONTACT_FIELDS, "clock_first", "clock_second"),
        *("closing_speed_mps", "sigma_closing_speed_mps", *PLACE_FIELDS),
    )
    return _table(header, (_contact(one, coordinates_of) for one in result["contacts"]))


def place(pose: Mapping[str, Any], coordinates_of: CoordinatesOf) -> tuple[float, float]:
    """Latitude and longitude of a pose or contact (degrees, WGS 84), rounded."""
    found = coordinates_of(pose["x_m"], pose["y_m"])
    return round(found.latitude_deg, DECIMALS_DEG), round(found.longitude_deg, DECIMALS_DEG)


def _cells(pose: Mapping[str, Any], coordinates_of: CoordinatesOf | None) -> list[object]:
    """The place as two cells, empty where the site is unknown."""
    return [None, None] if coordinates_of is None else [*place(pose, coordinates_of)]


def _contact(contact: Mapping[str, Any], coordinates_of: CoordinatesOf | None) -> list[object]:
    first, second = contact["pair"]
    closing = contact["closing_speed"]
    return [
        *(first, second, *(contact.get(name) for name in CONTACT_FIELDS)),
        *(contact["clock"].get(first), contact["clock"].get(second)),
        *(closing["value"], closing["sigma"], *_cells(contact, coordinates_of)),
    ]


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
