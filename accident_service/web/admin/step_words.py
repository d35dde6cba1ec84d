"""Steps, what is wrong with them, and why, in the words of whoever keeps the service running."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casework.ports import Step
from accident_service.casework.steps_in_trouble import BY_HAND
from accident_service.casework.trouble_ports import Trouble

STEPS: dict[Step, LazyString] = {
    Step.FIND_CLIPS: lazy_gettext("Find the cameras"),
    Step.PRESERVE_CLIPS: lazy_gettext("Have recordings kept"),
    Step.FETCH_CLIPS: lazy_gettext("Fetch the recordings"),
    Step.RECONSTRUCT: lazy_gettext("Measure the recordings"),
    Step.PROPOSE: lazy_gettext("Make the proposal"),
    Step.LOOK_AGAIN: lazy_gettext("Look again after a correction"),
    Step.ISSUE_DETERMINATION: lazy_gettext("Issue the determination"),
    Step.SECURE_CLIPS: lazy_gettext("Secure recordings of a referred case"),
    Step.HAND_OVER: lazy_gettext("Hand over to those who drive there"),
    Step.MAKE_PARTY_PICTURES: lazy_gettext("Make the parties' pictures"),
    Step.DISCLOSE: lazy_gettext("Make copies for outside"),
}
TROUBLES: dict[Trouble, LazyString] = {
    Trouble.TRIED_AGAIN: lazy_gettext("Failed, is tried again"),
    Trouble.WAITING_LONG: lazy_gettext("Waits too long"),
    Trouble.LEASE_LOST: lazy_gettext("Worker gone silent"),
    Trouble.GIVEN_UP: lazy_gettext("Given up"),
}
# By the code of the failure; what the machine said besides stands below it.
REASONS: dict[str, LazyString] = {
    "clip-source-unavailable": lazy_gettext("A camera network did not deliver the recording."),
    "blob-store-unavailable": lazy_gettext("The evidence store could not be written or read."),
    "storage-full": lazy_gettext("There was no room left on the disk."),
    "ledger-unavailable": lazy_gettext("The database did not answer."),
    "queue-unavailable": lazy_gettext("The queue did not answer."),
    "outside-world-failed": lazy_gettext("An office or server outside did not answer."),
    "lease-expired": lazy_gettext("The worker died or was cut off in the middle."),
    BY_HAND: lazy_gettext("An administrator gave it up."),
}
UNKNOWN = lazy_gettext("It failed for a reason of its own; see what was written.")
NO_WORKER = lazy_gettext("No worker has taken it: are there workers for it, and is the queue up?")
STATES: dict[str, LazyString] = {
    "waiting": lazy_gettext("waits"),
    "running": lazy_gettext("runs"),
    "done": lazy_gettext("done"),
    "failed": lazy_gettext("failed"),
    "superseded": lazy_gettext("lost its worker"),
}
# What the service rests on, for the line above the list.
PARTS: dict[str, LazyString] = {
    "ledger": lazy_gettext("Database"),
    "evidence": lazy_gettext("Evidence store"),
    "queue": lazy_gettext("Queue of the workers"),
    "workers": lazy_gettext("Workers"),
    "room": lazy_gettext("Room on the disk"),
}
