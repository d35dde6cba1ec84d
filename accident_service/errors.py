"""Every exception this service raises on purpose.

AccidentServiceError
├── InvalidInput             the caller can put it right
│   ├── InvalidReport            a form; carries every complaint by field
│   ├── InvalidDecision
│   ├── WrongCode                a code not right, or used before
│   ├── InvalidSite              a city's site file; names file, field and what is accepted
│   ├── InvalidSettings
│   ├── PhotoRefused             what was sent is no photograph we can take; says which way
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

from collections.abc import Mapping
from typing import ClassVar


class AccidentServiceError(Exception):
    """Base of everything above; catch families, not this."""

    code: ClassVar[str] = "accident-service-error"


class InvalidInput(AccidentServiceError):
    """What was given cannot be used; the message says what would be accepted."""

    code = "invalid-input"


class InvalidReport(InvalidInput):
    """A form with one or more fields that cannot be accepted."""

    code = "invalid-report"

    def __init__(self, complaints: Mapping[str, str]) -> None:
        """Args: complaints: What is wrong, by field name, as codes of `reports.complaints`."""
        self.complaints = dict(complaints)
        super().__init__("; ".join(f"{field}: {why}" for field, why in complaints.items()))


class InvalidDecision(InvalidInput):
    """An officer's act that lacks what the law demands of it, such as a reason."""

    code = "invalid-decision"


class WrongCode(InvalidInput):
    """The code of a device is not right, or was used before."""

    code = "wrong-code"


class InvalidSite(InvalidInput):
    """A site file that cannot be used; names the file and the field."""

    code = "invalid-site"


class InvalidSettings(InvalidInput):
    """A setting in the environment that cannot be used."""

    code = "invalid-settings"


class PhotoRefused(InvalidInput):
    """What was sent is not a photograph this service can take; `verdict` says which way."""

    code = "photo-refused"

    def __init__(self, message: str, *, verdict: str) -> None:
        """Args: verdict: The code of the reason; `casework.photo_verdicts` lists them."""
        self.verdict = verdict
        super().__init__(message)


class BeyondCalendar(InvalidInput):
    """A day of a year whose public holidays are not entered; it is never guessed."""

    code = "beyond-calendar"


class NotFound(AccidentServiceError):
    """There is no such thing, or none the caller may know of."""

    code = "not-found"


class Conflict(AccidentServiceError):
    """The request was right, but the case has moved on; reload and look again."""

    code = "conflict"


class CaseMovedOn(Conflict):
    """Someone saved a newer version of the case first."""

    code = "case-moved-on"


class CaseTaken(Conflict):
    """A colleague has the case in hand; ask them, or wait until their claim lapses."""

    code = "case-taken"


class AttemptSuperseded(Conflict):
    """The result comes from an attempt that lost its lease; it is refused."""

    code = "attempt-superseded"


class StepOutOfOrder(Conflict):
    """The case is not at the stage this step starts from."""

    code = "step-out-of-order"


class NotPermitted(AccidentServiceError):
    """The caller is known, and may not do this."""

    code = "not-permitted"


class EvidenceInsufficient(AccidentServiceError):
    """Nothing is broken; the evidence cannot bear the answer."""

    code = "evidence-insufficient"


class NoFootage(EvidenceInsufficient):
    """No camera could have seen the place at that time, or none kept the recording."""

    code = "no-footage"


class CustodyBroken(EvidenceInsufficient):
    """The stored bytes are not the bytes that were sealed."""

    code = "custody-broken"


class ClipUnreadable(EvidenceInsufficient):
    """The clip cannot be decoded, or not within the limits set for it.

    `verdict` says which way, as a code that does not change with the wording.
    """

    code = "clip-unreadable"

    def __init__(self, message: str, *, verdict: str = "unreadable") -> None:
        """Args: verdict: The code of the reason; `adapters.video_reader` lists them."""
        self.verdict = verdict
        super().__init__(message)


class TimelineUnusable(EvidenceInsufficient):
    """The clip's timestamps cannot carry a speed."""

    code = "timeline-unusable"


class CalibrationUnreliable(EvidenceInsufficient):
    """The survey cannot place the camera well enough to measure in metres."""

    code = "calibration-unreliable"


class CameraMoved(EvidenceInsufficient):
    """The camera was turned away, or the clip is of more than one view."""

    code = "camera-moved"


class VehicleLost(EvidenceInsufficient):
    """A vehicle could not be followed where the answer depends on it."""

    code = "vehicle-lost"


class CollisionNotObserved(EvidenceInsufficient):
    """No contact between vehicles can be told from the footage."""

    code = "collision-not-observed"


class StepGivenUp(EvidenceInsufficient):
    """A step failed or was killed as often as is sensible; a person takes over."""

    code = "step-given-up"


class OutsideWorldFailed(AccidentServiceError):
    """Something outside did not answer; the same call may work later."""

    code = "outside-world-failed"


class ClipSourceUnavailable(OutsideWorldFailed):
    """A camera network did not deliver the recording."""

    code = "clip-source-unavailable"


class BlobStoreUnavailable(OutsideWorldFailed):
    """Evidence bytes could not be written or read."""

    code = "blob-store-unavailable"


class StorageFull(OutsideWorldFailed):
    """There is no room left for what was sent; nothing half-written was kept."""

    code = "storage-full"


class LedgerUnavailable(OutsideWorldFailed):
    """The database did not answer, is full, or stayed locked; nothing was written."""

    code = "ledger-unavailable"


class QueueUnavailable(OutsideWorldFailed):
    """The queue server did not answer; the outbox keeps the work."""

    code = "queue-unavailable"
