"""Versions of a survey are added and never changed."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.survey_book import SqlSurveyBook
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.camera_ports import (
    CameraKey,
    CameraStill,
    KeptSurvey,
    SurveyFigures,
)
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CameraId, OfficerId
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from tests.fakes import examples

KEY = CameraKey(examples.SITE, examples.CAMERA)
FIRST = KeptSurvey(
    key=KEY,
    version=1,
    survey=Survey(ImageSize(1280, 720), (SurveyPoint(10.25, 20.5, 1.0, -2.0, 0.1),)),
    made_at=examples.NOON,
    made_by=OfficerId("officer-1"),
    made_by_name="丙某",
    note="转动后重测",
    figures=SurveyFigures(
        rms_px=0.8,
        worst_leave_one_out_m=math.inf,
        usable_share=0.4,
        usable_area_m2=900.0,
        usable_reach_m=41.0,
    ),
)


def test_versions_come_back_as_kept_newest_first(sql_ledger: SqlLedger) -> None:
    book = SqlSurveyBook(sql_ledger.engines)
    second = replace(FIRST, version=2, made_at=examples.NOON + timedelta(days=1), figures=None)
    book.add(FIRST)
    book.add(second)
    assert book.versions(KEY) == (second, FIRST)
    assert book.newest() == {KEY: second}
    assert book.versions(CameraKey(examples.SITE, CameraId("other"))) == ()


def test_a_version_that_is_there_is_not_overwritten(sql_ledger: SqlLedger) -> None:
    book = SqlSurveyBook(sql_ledger.engines)
    book.add(FIRST)
    with pytest.raises(CaseMovedOn):
        book.add(replace(FIRST, note="another"))
    assert book.versions(KEY) == (FIRST,)


def test_a_picture_is_kept_once(sql_ledger: SqlLedger) -> None:
    book = SqlSurveyBook(sql_ledger.engines)
    still = CameraStill(
        key=KEY,
        picture=BlobRef(sha256="ab" * 32, size_bytes=3, media_type="image/jpeg"),
        taken_from="clip-1",
        kept_at=examples.NOON,
        kept_by=OfficerId("officer-1"),
    )
    book.keep_still(still)
    book.keep_still(still)
    assert book.stills(KEY) == (still,)
