"""What happened with each camera, where accidents were, and every version of every survey."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

camera_fetch = Table(
    "camera_fetch",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String(NAME_LENGTH), nullable=False),
    Column("camera", String(NAME_LENGTH), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", String(16), nullable=False),
    Index(None, "site", "camera", "outcome", "at"),
    Index(None, "at"),
)

camera_reading = Table(
    "camera_reading",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False, index=True),
    Column("site", String(NAME_LENGTH), nullable=False),
    Column("camera", String(NAME_LENGTH), nullable=False),
    Column("clip", String(NAME_LENGTH), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("standing", String(64), nullable=False),
    Column("measured", Boolean, nullable=False),
    Index(None, "site", "camera", "at"),
    Index(None, "at"),
)

clip_wanted = Table(
    "clip_wanted",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("camera", String(NAME_LENGTH), primary_key=True),
    Column("site", String(NAME_LENGTH), nullable=False),
    Column("kept_until_at", UtcDateTime, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("outcome", String(16), nullable=True),
    Column("outcome_at", UtcDateTime, nullable=True),
    Index(None, "answered", "kept_until_at"),
)

accident_place = Table(
    "accident_place",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("site", String(NAME_LENGTH), nullable=True),
    Column("x_m", Float, nullable=False),
    Column("y_m", Float, nullable=False),
    Column("sigma_m", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("outcome", String(16), nullable=False),
    Index(None, "site", "at", "outcome", "x_m", "y_m", "sigma_m"),  # added up from it alone
)

camera_survey = Table(
    "camera_survey",
    METADATA,
    Column("site", String(NAME_LENGTH), primary_key=True),
    Column("camera", String(NAME_LENGTH), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(ID_LENGTH), nullable=False),
    Column("made_by_name", String(NAME_LENGTH), nullable=False),
    Column("note", Text, nullable=False),
    Column("document", Text, nullable=False),
)

camera_still = Table(
    "camera_still",
    METADATA,
    Column("site", String(NAME_LENGTH), primary_key=True),
    Column("camera", String(NAME_LENGTH), primary_key=True),
    Column("sha256", String(ID_LENGTH), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("taken_from", String(NAME_LENGTH), nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("kept_by", String(ID_LENGTH), nullable=False),
)

TABLES = (
    camera_fetch,
    camera_reading,
    clip_wanted,
    accident_place,
    camera_survey,
    camera_still,
)
