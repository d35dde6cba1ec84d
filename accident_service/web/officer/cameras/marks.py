"""The marks of a survey as forms and tables carry them."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext
from werkzeug.datastructures import MultiDict

from accident_service.casework.ports import Site
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from accident_service.reports.place import CoordinateSystem

COLUMNS = ("pixel_x_px", "pixel_y_px", "x_m", "y_m", "z_m")
MOST_MARKS = 60
METRES = "metres"
READ_AS: dict[str, LazyString] = {
    METRES: lazy_gettext("metres of the site's plane: x, y"),
    CoordinateSystem.WGS84.value: lazy_gettext("latitude, longitude (WGS 84)"),
    CoordinateSystem.GCJ02.value: lazy_gettext("latitude, longitude (GCJ-02)"),
}
NOT_NUMBERS = lazy_gettext("Some marks are not five numbers; the lines are marked.")
TOO_MANY = lazy_gettext("At most 60 marks can be used.")
OUTSIDE = lazy_gettext("Some marks lie outside the picture; the lines are marked.")
NO_TABLE = lazy_gettext("The file has no heading line pixel_x_px,pixel_y_px,x_m,y_m,z_m.")


@dataclass(frozen=True, slots=True)
class TypedMarks:
    """What somebody typed or sent: rows of text, and the survey they make where they do."""

    rows: tuple[tuple[str, ...], ...]  # five each, as `COLUMNS`
    survey: Survey
    wrong_rows: frozenset[int]
    complaint: LazyString | None

    @property
    def is_right(self) -> bool:
        """Is every row a mark?"""
        return self.complaint is None


def typed_marks(form: "MultiDict[str, str]", site: Site, size: ImageSize) -> TypedMarks:
    """The rows of a form; empty ones are passed over, half-filled ones are wrong."""
    columns = [form.getlist(name) for name in COLUMNS]
    rows = [tuple(cell.strip() for cell in row) for row in zip(*columns, strict=False)]
    filled = [row for row in rows if any(row[:4])]
    return _read(filled, site, size, form.get("read_as", METRES))


def marks_of_table(text: str, site: Site, size: ImageSize) -> TypedMarks:
    """The rows of a CSV file with the heading of `camera calibrate`."""
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(table.fieldnames or ()) != COLUMNS:
        return TypedMarks((), Survey(size, ()), frozenset(), NO_TABLE)
    rows = [tuple((row[name] or "").strip() for name in COLUMNS) for row in table]
    return _read(rows, site, size, METRES)


def table_of(survey: Survey) -> str:
    """The marks as the same CSV; numbers only, so that no cell can be taken for a formula."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(rows_of(survey))
    return text.getvalue()


def rows_of(survey: Survey) -> tuple[tuple[str, ...], ...]:
    """The marks as rows of text."""
    return tuple(
        tuple(
            f"{value:.{decimals}f}"
            for value, decimals in (
                (one.pixel_x_px, 2),
                (one.pixel_y_px, 2),
                (one.x_m, 3),
                (one.y_m, 3),
                (one.z_m, 3),
            )
        )
        for one in survey.points
    )


def _read(rows: Sequence[tuple[str, ...]], site: Site, size: ImageSize, read_as: str) -> TypedMarks:
    points: list[SurveyPoint] = []
    wrong, outside = set(), set()
    for index, row in enumerate(rows[:MOST_MARKS]):
        numbers = [_number(cell) for cell in (*row[:4], row[4] or "0")]
        known = [one for one in numbers if one is not None]
        if len(known) < len(COLUMNS):
            wrong.add(index)
            continue
        point = _placed(SurveyPoint(*known), site, read_as)
        if not _in_picture(point, size):
            outside.add(index)
        points.append(point)
    survey = Survey(size, tuple(points))
    complaint = NOT_NUMBERS if wrong else OUTSIDE if outside else None
    if len(rows) > MOST_MARKS:
        complaint = TOO_MANY
    whole = read_as == METRES or wrong
    shown = tuple(rows) if whole else rows_of(survey)
    return TypedMarks(shown, survey, frozenset(wrong | outside), complaint)


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e6 else None


def _placed(point: SurveyPoint, site: Site, read_as: str) -> SurveyPoint:
    """The mark in metres; where degrees were typed, latitude stands first."""
    if read_as not in set(CoordinateSystem):
        return point
    x_m, y_m = site.place_at(point.x_m, point.y_m, CoordinateSystem(read_as))
    return SurveyPoint(point.pixel_x_px, point.pixel_y_px, x_m, y_m, point.z_m)


def _in_picture(point: SurveyPoint, size: ImageSize) -> bool:
    across = -0.5 <= point.pixel_x_px <= size.width_px - 0.5
    return across and -0.5 <= point.pixel_y_px <= size.height_px - 0.5
