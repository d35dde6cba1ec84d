"""What a city counts of a made-up case: spread over ten kilometres, its roads and all lengths."""

import random
from dataclasses import replace
from datetime import timedelta

from accident_service.adapters.database.figure_rows import columns_of
from accident_service.casefile.case_figures import StepTimes, figures_of
from accident_service.casefile.summary import CaseRecords
from accident_service.casefile.time_limits_of import Timetable

CITY_CELLS = 500
ROADS = (
    "湖滨",
    "兴业",
    "中央",
    "北",
    "解放",
    "人民",
    "东丰",
    "站前",
    "迎宾",
    "南环",
    "英雄",
    "公园",
)
TOWARDS = ("由北向南", "由东向西", "由南向北", "由西向东")


def counted(records: CaseRecords, timetable: Timetable) -> dict[str, object]:
    """The row of `case_figure`, but for the id; the examples all lie at one place."""
    case = records.case
    chance = random.Random(int(case.id))  # noqa: S311 - nobody's secret
    filed_at = case.report.filed_at
    steps = StepTimes(
        cameras_known_at=filed_at + timedelta(seconds=chance.randrange(20, 400)),
        proposed_at=filed_at + timedelta(seconds=chance.randrange(120, 2000)),
    )
    figures = figures_of(records, timetable, steps)
    if figures.cell is not None:
        south, west = figures.cell
        figures = replace(
            figures,
            cell=(south + chance.randrange(CITY_CELLS), west + chance.randrange(CITY_CELLS)),
            road_zh=chance.choice(ROADS),
            towards=chance.choice(TOWARDS),
        )
    if figures.determination_s is not None:
        figures = replace(figures, determination_s=chance.randrange(1800, 100_000))
    if chance.random() < 0.3:
        figures = replace(figures, site=None)
    return columns_of(figures)
