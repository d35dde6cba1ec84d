"""Handing in one's own recording: until when, and who may look at whose."""

from dataclasses import replace

from accident_service.casefile.case import Case
from accident_service.casefile.own_recording import OwnRecording
from accident_service.casefile.photo import CLOSED_TO_PHOTOS, SHOWN_TO_BOTH
from accident_service.errors import NotFound, StepOutOfOrder
from accident_service.reports.party import PartyLetter


def with_own_recording(case: Case, recording: OwnRecording) -> Case:
    """The case with this recording besides; one it has already is left as it is.

    Raises:
        StepOutOfOrder: It is decided or settled; nothing is added any more.
    """
    if any(one.id == recording.id for one in case.own_recordings):
        return case
    if case.stage in CLOSED_TO_PHOTOS:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it takes no recording")
    return replace(case, version=case.version + 1, own_recordings=(*case.own_recordings, recording))


def recordings_for(case: Case, viewer: PartyLetter | None) -> tuple[OwnRecording, ...]:
    """Those a party may look at: its own always, the other's once determined; an officer, all."""
    return tuple(
        one
        for one in case.own_recordings
        if viewer is None or one.letter is viewer or case.stage in SHOWN_TO_BOTH
    )


def recording_for(case: Case, recording_id: str, viewer: PartyLetter | None) -> OwnRecording:
    """One of `recordings_for`.

    Raises:
        NotFound: There is none of this id that this viewer may see.
    """
    for one in recordings_for(case, viewer):
        if one.id == recording_id:
            return one
    raise NotFound(f"case {case.tracking_code} shows no recording {recording_id!r}")
