"""What a city counts of a made-up case: spread over ten kilometres, its roads and all lengths."""

import random
from dataclasses import replace
from datetime import timedelta

from accident_service.adapters.database.figure_rows import columns_of
from accident_service.casefile.case_figures import CaseFigures, StepTimes, figures_of
from accident_service.casefile.summary import CaseRecords
from accident_service.casefile.time_limits_of import Timetable

CITY_CELLS = 500
# Accidents crowd where roads meet: so many spots in all, a tenth of which see a third of them.
SPOTS = 6000
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
        figures = _at_a_spot(figures, int(SPOTS * chance.random() ** 2))
    if figures.determination_s is not None:
        figures = replace(figures, determination_s=chance.randrange(1800, 100_000))
    if chance.random() < 0.3:
        figures = replace(figures, site=None)
    return columns_of(figures)


def _at_a_spot(figures: CaseFigures, spot: int) -> CaseFigures:
    drawn = random.Random(spot)  # noqa: S311 - nobody's secret
    south, west = figures.cell or (0, 0)
    return replace(
        figures,
        cell=(south + drawn.randrange(CITY_CELLS), west + drawn.randrange(CITY_CELLS)),
        road_zh=drawn.choice(ROADS),
        towards=drawn.choice(TOWARDS),
    )
