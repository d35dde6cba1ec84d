"""Every exception this service raises on purpose.

AccidentServiceError
├── InvalidInput             the caller can put it right
│   ├── InvalidReport            a form; carries every complaint by field
│   ├── InvalidDecision
│   ├── WrongCode                a code not right, or used before
│   ├── InvalidSite              a city's site file; names file, field and what is accepted
│   ├── InvalidSettings
│   ├── AddressRefused           an address this service does not connect to; says why
│   ├── PhotoRefused             what was sent is no photograph we can take; says which way
│   ├── RecordingRefused         what was sent is no recording we can take; says which way
│   └── BeyondCalendar           a day whose year has no public holidays entered yet
├── NotFound
├── Conflict                 right request, wrong moment
│   ├── CaseMovedOn              someone saved a newer version first
│   ├── CaseTaken                a colleague has it in hand
│   ├── AttemptSuperseded        a late result of an attempt that lost its lease
│   └── StepOutOfOrder
├── NotPermitted
├── EvidenceInsufficient     nothing is broken; the evidence cannot bear the answer
│   ├── NoFootage
│   ├── CustodyBroken
│   ├── ClipUnreadable
│   ├── TimelineUnusable
│   ├── CalibrationUnreliable
│   ├── CameraMoved
│   ├── VehicleLost
│   ├── CollisionNotObserved
│   └── StepGivenUp              tried as often as is sensible; a person takes over
└── OutsideWorldFailed       worth trying again
    ├── ClipSourceUnavailable
    ├── BlobStoreUnavailable
    ├── StorageFull              no room left; nothing was kept
    ├── LedgerUnavailable        the database
    └── QueueUnavailable

Doors map families to HTTP statuses; workers retry only `OutsideWorldFailed`; the rest are bugs.
"""

import re
from collections.abc import Mapping
from typing import ClassVar

from typing_extensions import override


class AccidentServiceError(Exception):
    """Base of everything above; catch families, not this.

    `code` is what doors and documents call it: the name in small letters, such as
    "no-footage" for `NoFootage`. It is kept in cases, so a class is never renamed.
    """

    code: ClassVar[str] = "accident-service-error"

    @override
    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class InvalidInput(AccidentServiceError):
    """What was given cannot be used; the message says what would be accepted."""


class InvalidReport(InvalidInput):
    """A form with one or more fields that cannot be accepted."""

    def __init__(self, complaints: Mapping[str, str]) -> None:
        """Args: complaints: What is wrong, by field name, as codes of `reports.complaints`."""
        self.complaints = dict(complaints)
        super().__init__("; ".join(f"{field}: {why}" for field, why in complaints.items()))


class InvalidDecision(InvalidInput):
    """An officer's act that lacks what the law demands of it, such as a reason."""


class WrongCode(InvalidInput):
    """The code of a device is not right, or was used before."""


class InvalidSite(InvalidInput):
    """A site file that cannot be used; names the file and the field."""


class InvalidSettings(InvalidInput):
    """A setting in the environment that cannot be used."""


class AddressRefused(InvalidInput):
    """An address outside that this service will not connect to, whoever gave it."""


class PhotoRefused(InvalidInput):
    """What was sent is not a photograph this service can take; `verdict` says which way."""

    def __init__(self, message: str, *, verdict: str) -> None:
        """Args: verdict: The code of the reason; `casework.photo_verdicts` lists them."""
        self.verdict = verdict
        super().__init__(message)


class RecordingRefused(InvalidInput):
    """What was sent is not a recording this service can take; `verdict` says which way."""

    def __init__(self, message: str, *, verdict: str) -> None:
        """Args: verdict: The code of the reason; `casework.recording_ports` lists them."""
        self.verdict = verdict
        super().__init__(message)


class BeyondCalendar(InvalidInput):
    """A day of a year whose public holidays are not entered; it is never guessed."""


class NotFound(AccidentServiceError):
    """There is no such thing, or none the caller may know of."""


class Conflict(AccidentServiceError):
    """The request was right, but the case has moved on; reload and look again."""


class CaseMovedOn(Conflict):
    """Someone saved a newer version of the case first."""


class CaseTaken(Conflict):
    """A colleague has the case in hand; ask them, or wait until their claim lapses."""


class AttemptSuperseded(Conflict):
    """The result comes from an attempt that lost its lease; it is refused."""


class StepOutOfOrder(Conflict):
    """The case is not at the stage this step starts from."""


class NotPermitted(AccidentServiceError):
    """The caller is known, and may not do this."""


class EvidenceInsufficient(AccidentServiceError):
    """Nothing is broken; the evidence cannot bear the answer."""


class NoFootage(EvidenceInsufficient):
    """No camera could have seen the place at that time, or none kept the recording."""


class CustodyBroken(EvidenceInsufficient):
    """The stored bytes are not the bytes that were sealed."""


class ClipUnreadable(EvidenceInsufficient):
    """The clip cannot be decoded, or not within the limits set for it.

    `verdict` says which way, as a code that does not change with the wording.
    """

    def __init__(self, message: str, *, verdict: str = "unreadable") -> None:
        """Args: verdict: The code of the reason; `adapters.video_reader` lists them."""
        self.verdict = verdict
        super().__init__(message)


class TimelineUnusable(EvidenceInsufficient):
    """The clip's timestamps cannot carry a speed."""


class CalibrationUnreliable(EvidenceInsufficient):
    """The survey cannot place the camera well enough to measure in metres."""


class CameraMoved(EvidenceInsufficient):
    """The camera was turned away, or the clip is of more than one view."""


class VehicleLost(EvidenceInsufficient):
    """A vehicle could not be followed where the answer depends on it."""


class CollisionNotObserved(EvidenceInsufficient):
    """No contact between vehicles can be told from the footage."""


class StepGivenUp(EvidenceInsufficient):
    """A step failed or was killed as often as is sensible; a person takes over."""


class OutsideWorldFailed(AccidentServiceError):
    """Something outside did not answer; the same call may work later."""


class ClipSourceUnavailable(OutsideWorldFailed):
    """A camera network did not deliver the recording."""


class BlobStoreUnavailable(OutsideWorldFailed):
    """Evidence bytes could not be written or read."""


class StorageFull(OutsideWorldFailed):
    """There is no room left for what was sent; nothing half-written was kept."""


class LedgerUnavailable(OutsideWorldFailed):
    """The database did not answer, is full, or stayed locked; nothing was written."""


class QueueUnavailable(OutsideWorldFailed):
    """The queue server did not answer; the outbox keeps the work."""
