"""Keeps `case_figure` in step with the cases it is a copy of."""

from dataclasses import asdict

from sqlalchemy import Connection, func, select

from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.casefile.case_figures import CaseFigures, StepTimes, figures_of
from accident_service.casefile.summary import CaseRecords
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import BEIJING
from accident_service.casework.city_ports import Section
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import CaseId, SiteId

CELLS_OF_SECTION = 3  # about 100 m
BETWEEN = "\x1f"  # ASCII's unit separator: no name has it


def write_figures(connection: Connection, records: CaseRecords, timetable: Timetable) -> None:
    """Write the case's row, or write it anew."""
    case_id = records.case.id
    columns = columns_of(figures_of(records, timetable, _step_times(connection, case_id)))
    entered = insert_into(connection, case_figure).values(case_id=case_id, **columns)
    connection.execute(
        entered.on_conflict_do_update(index_elements=["case_id"], set_=columns),
    )


def columns_of(figures: CaseFigures) -> dict[str, object]:
    """The row of a case, but for its id."""
    columns = asdict(figures)
    cell = columns.pop("cell")
    latitude_cell, longitude_cell = cell or (None, None)
    return {
        **columns,
        "latitude_cell": latitude_cell,
        "longitude_cell": longitude_cell,
        "ended": figures.ended.value,
        "filed_day": figures.filed_at.astimezone(BEIJING).toordinal() - 1,
        "occurred_hour": figures.occurred_at.astimezone(BEIJING).hour,
        "section": section_word(figures),
    }


def section_word(figures: CaseFigures) -> str | None:
    """The piece of road in one word, from which `section_of` reads it again.

    An approach of a site, a site, or without a site a square of about 100 m; None where
    neither is known.
    """
    if figures.site is None and figures.cell is None:
        return None
    square = ["", ""]
    if figures.site is None and figures.cell is not None:
        square = [str(one - one % CELLS_OF_SECTION) for one in figures.cell]
    road = (figures.road_zh, figures.road_en, figures.towards)
    return BETWEEN.join((figures.site or "", *road, *square))


def section_of(word: str) -> Section:
    """The piece of road this word stands for."""
    site, road_zh, road_en, towards, south, west = word.split(BETWEEN)
    return Section(
        site=SiteId(site) if site else None,
        road_zh=road_zh,
        road_en=road_en,
        towards=towards,
        cell=(int(south), int(west)) if south else None,
    )


def _step_times(connection: Connection, case_id: CaseId) -> StepTimes:
    table = step_attempt.c
    query = (
        select(table.step, func.min(table.finished_at))
        .where(
            table.case_id == case_id,
            table.state == "done",
            table.step.in_((Step.FIND_CLIPS, Step.PROPOSE)),
        )
        .group_by(table.step)
    )
    done = {row[0]: row[1] for row in connection.execute(query)}
    return StepTimes(cameras_known_at=done.get(Step.FIND_CLIPS), proposed_at=done.get(Step.PROPOSE))
