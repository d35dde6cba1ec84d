"""Every version of every survey made at the desk, and the pictures they were made in, in SQL."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.camera_tables import camera_still, camera_survey
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.analysis import BlobRef
from accident_service.casework.camera_ports import (
    CameraKey,
    CameraStill,
    KeptSurvey,
    SurveyFigures,
)
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CameraId, OfficerId, SiteId
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint

SURVEY_FORMAT = "accident-survey/1"


@dataclass(frozen=True, slots=True)
class SqlSurveyBook:
    """A `SurveyBook`; a version is a row that nothing ever updates."""

    engines: Engines

    def versions(self, key: CameraKey) -> tuple[KeptSurvey, ...]:
        """Every version made at the desk; see the port."""
        table = camera_survey
        query = select(table).where(table.c.site == key.site, table.c.camera == key.camera)
        with self.engines.glance() as connection:
            rows = connection.execute(query.order_by(table.c.version.desc())).all()
        return tuple(_kept(row) for row in rows)

    def newest(self) -> Mapping[CameraKey, KeptSurvey]:
        """The newest version of every camera; see the port."""
        table = camera_survey
        last = (
            select(table.c.site, table.c.camera, func.max(table.c.version).label("version"))
            .group_by(table.c.site, table.c.camera)
            .subquery()
        )
        query = select(table).join(
            last,
            (last.c.site == table.c.site)
            & (last.c.camera == table.c.camera)
            & (last.c.version == table.c.version),
        )
        with self.engines.glance() as connection:
            found = [_kept(row) for row in connection.execute(query)]
        return {one.key: one for one in found}

    def add(self, survey: KeptSurvey) -> None:
        """Keep the next version; see the port."""
        try:
            with self.engines.transaction() as connection:
                connection.execute(
                    insert(camera_survey).values(
                        site=survey.key.site,
                        camera=survey.key.camera,
                        version=survey.version,
                        made_at=survey.made_at,
                        made_by=survey.made_by,
                        made_by_name=survey.made_by_name,
                        note=survey.note,
                        document=_text(survey),
                    )
                )
        except IntegrityError as taken:
            raise CaseMovedOn(
                f"version {survey.version} of the survey of {survey.key.camera} is there already"
            ) from taken

    def keep_still(self, still: CameraStill) -> None:
        """Keep a picture; see the port."""
        with self.engines.transaction() as connection:
            connection.execute(
                insert_into(connection, camera_still)
                .values(
                    site=still.key.site,
                    camera=still.key.camera,
                    sha256=still.picture.sha256,
                    size_bytes=still.picture.size_bytes,
                    media_type=still.picture.media_type,
                    taken_from=still.taken_from,
                    kept_at=still.kept_at,
                    kept_by=still.kept_by,
                )
                .on_conflict_do_nothing()
            )

    def stills(self, key: CameraKey) -> tuple[CameraStill, ...]:
        """The camera's pictures; see the port."""
        table = camera_still
        query = select(table).where(table.c.site == key.site, table.c.camera == key.camera)
        with self.engines.glance() as connection:
            rows = connection.execute(query.order_by(table.c.kept_at.desc(), table.c.sha256)).all()
        return tuple(
            CameraStill(
                key=key,
                picture=BlobRef(
                    sha256=row.sha256, size_bytes=row.size_bytes, media_type=row.media_type
                ),
                taken_from=row.taken_from,
                kept_at=row.kept_at,
                kept_by=OfficerId(row.kept_by),
            )
            for row in rows
        )


def _text(kept: KeptSurvey) -> str:
    size, figures = kept.survey.image_size, kept.figures
    document: dict[str, object] = {
        "format": SURVEY_FORMAT,
        "image_size_px": [size.width_px, size.height_px],
        "marks": [
            [one.pixel_x_px, one.pixel_y_px, one.x_m, one.y_m, one.z_m]
            for one in kept.survey.points
        ],
    }
    if figures is not None:
        worst_m = figures.worst_leave_one_out_m
        document["figures"] = {
            "rms_px": figures.rms_px,
            "worst_leave_one_out_m": worst_m if math.isfinite(worst_m) else None,
            "usable_share": figures.usable_share,
            "usable_area_m2": figures.usable_area_m2,
            "usable_reach_m": figures.usable_reach_m,
        }
    return json.dumps(document, sort_keys=True)


def _kept(row: KeptRow) -> KeptSurvey:
    document = json.loads(row.document)
    figures = document.get("figures")
    if figures and figures["worst_leave_one_out_m"] is None:
        figures["worst_leave_one_out_m"] = math.inf
    return KeptSurvey(
        key=CameraKey(SiteId(row.site), CameraId(row.camera)),
        version=row.version,
        survey=Survey(
            ImageSize(*document["image_size_px"]),
            tuple(SurveyPoint(*mark) for mark in document["marks"]),
        ),
        made_at=row.made_at,
        made_by=OfficerId(row.made_by),
        made_by_name=row.made_by_name,
        note=row.note,
        figures=SurveyFigures(**figures) if figures else None,
    )
