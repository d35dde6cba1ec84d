"""One worker: it answers the bells of one queue until it is told to stop."""

from accident_service.settings import Settings
from accident_service.wiring import RUN_STEP, open_queue_client, wait_for_queue
from workers.passing_files import remove_left_behind
from workers.safe_worker import SafeWorker


def answer_bells(settings: Settings, queue: str) -> None:
    """Answer bells, one at a time, each in a process forked for it.

    Raises:
        QueueUnavailable: The queue does not answer.
    """
    remove_left_behind()
    wait_for_queue(settings)
    worker = SafeWorker(queue, open_queue_client(settings), job=RUN_STEP)
    worker.work(logging_level="WARNING")
