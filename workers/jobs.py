"""The one job there is: carry out the attempt the bell announced.

It runs in a process forked for it, so it opens connections of its own.
"""

from accident_service.errors import AttemptSuperseded
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.wiring import Workbench, open_workbench


def run_step(attempt_id: str) -> None:
    """Carry out one attempt, unless it is settled or in other hands."""
    carry_out(open_workbench(Settings.from_environment()), AttemptId(attempt_id))


def carry_out(workbench: Workbench, attempt: AttemptId) -> None:
    """Carry the attempt out; one that lost its lease on the way has left nothing behind."""
    try:
        workbench.carry_out(attempt)
    except AttemptSuperseded:
        return
