"""What is wrong with a recording somebody sent, as people read it."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casework.recording_ports import RecordingVerdict

REFUSALS: dict[RecordingVerdict, LazyString] = {
    RecordingVerdict.EMPTY: lazy_gettext("The file is empty. Choose the recording again."),
    RecordingVerdict.TOO_LARGE: lazy_gettext(
        "The recording is larger than 500 MB. Send only the minutes around the accident."
    ),
    RecordingVerdict.TOO_MANY: lazy_gettext(
        "Four recordings are enough. Choose those that show the accident."
    ),
    RecordingVerdict.NO_CONSENT: lazy_gettext(
        "Tick the box: without your word on it we may not take the recording."
    ),
    RecordingVerdict.NOT_A_VIDEO: lazy_gettext(
        "This is not a video we can open. Send it as your camera recorded it: MP4, MOV, TS or AVI."
    ),
    RecordingVerdict.ODD_CODEC: lazy_gettext(
        "This video is coded in a way we cannot open. Save it as MP4 with the camera's app."
    ),
    RecordingVerdict.TOO_MUCH: lazy_gettext(
        "The recording is longer than an hour. Send only the minutes around the accident."
    ),
    RecordingVerdict.DAMAGED: lazy_gettext(
        "The recording is damaged. Copy it from the camera again and send it once more."
    ),
}


def refusal_of_recording(verdict: str) -> str:
    """Why a recording was not taken, and what to do."""
    known = RecordingVerdict(verdict) if verdict in set(RecordingVerdict) else None
    return str(REFUSALS[known or RecordingVerdict.DAMAGED])
