"""Names of things, as types, so that a case's id is never passed for a clip's."""

from typing import NewType

CaseId = NewType("CaseId", str)
CameraId = NewType("CameraId", str)
ClipId = NewType("ClipId", str)
SiteId = NewType("SiteId", str)
TrackId = NewType("TrackId", str)
AttemptId = NewType("AttemptId", str)
OfficerId = NewType("OfficerId", str)
InsurerId = NewType("InsurerId", str)
UnitId = NewType("UnitId", str)
DeterminationNumber = NewType("DeterminationNumber", str)
DocumentNumber = NewType("DocumentNumber", str)  # of any issued document, determinations too
