"""How a child process behaves that touches what a stranger sent.

It dies with its parent, takes on its limits before anything else, speaks to the parent in JSON
lines, and tells what it failed of; a crash is told by its end alone.
"""

import json
import os
import resource
from collections.abc import Callable

from accident_service.adapters.analysis_request import FAILED, FAILED_EXIT_CODE, ChildLimits
from accident_service.adapters.clip_verdicts import ClipVerdict
from accident_service.adapters.process_ties import die_with, limit_resources
from accident_service.errors import AccidentServiceError, ClipUnreadable

Say = Callable[[dict[str, object]], None]


def carry_out(work: Callable[[Say], None], limits: ChildLimits, *, parent_pid: int) -> int:
    """Do the work within the limits; the exit code says whether all of it was done.

    Args:
        work: Given a way to speak to the parent. What it decodes with is loaded inside it, so
            that the decoder's libraries come under the limits too.
    """
    die_with(parent_pid)
    limit_self(limits)
    say = private_output()
    try:
        work(say)
    except AccidentServiceError as failure:
        verdict = failure.verdict if isinstance(failure, ClipUnreadable) else ""
        say({FAILED: {"code": failure.code, "verdict": verdict, "message": str(failure)}})
        return FAILED_EXIT_CODE
    except MemoryError:
        message = f"the work needs more than {limits.memory_bytes} bytes of memory"
        verdict = ClipVerdict.READER_DIED.value
        say({FAILED: {"code": ClipUnreadable.code, "verdict": verdict, "message": message}})
        return FAILED_EXIT_CODE
    return 0


def limit_self(limits: ChildLimits) -> None:
    """Take on the limits for good: nothing this process starts can lift them."""
    limit_resources(
        {
            resource.RLIMIT_AS: limits.memory_bytes,
            resource.RLIMIT_CPU: limits.cpu_s,
            resource.RLIMIT_FSIZE: limits.file_bytes,
            resource.RLIMIT_NOFILE: limits.open_files,
            resource.RLIMIT_CORE: 0,
        }
    )


def private_output() -> Say:
    """A way to speak to the parent that no library's chatter on standard output reaches."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(line: dict[str, object]) -> None:
        channel.write(json.dumps(line) + "\n")
        channel.flush()

    return say
