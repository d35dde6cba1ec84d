"""Which workers a step waits for: every step belongs to one queue, and a worker serves one queue.

They are apart because they wait for different things: for recorders and networks, for the
processor, for print, for a dispatch that is called. So nothing quick stands behind what is slow.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from accident_service.casework.ledger_ports import Step


class Queue(StrEnum):
    """The queues, in the order a case meets them."""

    FETCH = "fetch"  # from cameras and recorders: mostly waiting
    RECONSTRUCT = "reconstruct"  # from pixels to a proposal: one core each
    DOCUMENTS = "documents"  # what is printed, drawn and copied
    DELIVER = "deliver"  # calls to other offices: short, and people wait for them


QUEUE_OF: Final[Mapping[Step, Queue]] = {
    Step.FIND_CLIPS: Queue.FETCH,
    Step.FETCH_CLIPS: Queue.FETCH,
    Step.SECURE_CLIPS: Queue.FETCH,
    Step.RECONSTRUCT: Queue.RECONSTRUCT,
    Step.PROPOSE: Queue.RECONSTRUCT,
    Step.LOOK_AGAIN: Queue.RECONSTRUCT,
    Step.ISSUE_DETERMINATION: Queue.DOCUMENTS,
    Step.MAKE_PARTY_PICTURES: Queue.DOCUMENTS,
    Step.DISCLOSE: Queue.DOCUMENTS,
    Step.PRESERVE_CLIPS: Queue.DELIVER,
    Step.HAND_OVER: Queue.DELIVER,
}
