"""The process that decodes and analyses one clip, and may die of it.

Run as `python -m accident_service.adapters.analysis_child REQUEST.json`. It limits itself
before it loads anything that touches the clip, dies with its parent, reports progress as
JSON lines, and writes its result whole or not at all.
"""

import json
import os
import resource
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path

from accident_service.adapters.analysis_request import (
    FAILED,
    FAILED_EXIT_CODE,
    PROGRESS,
    AnalysisRequest,
    ChildLimits,
)
from accident_service.adapters.clip_verdicts import ClipVerdict
from accident_service.adapters.forked_crew import ForkedCrew
from accident_service.adapters.process_ties import die_with, limit_resources
from accident_service.adapters.stage_times import StageClocks
from accident_service.errors import AccidentServiceError, ClipUnreadable
from accident_service.reconstruction.ahead import shared_with
from accident_service.reconstruction.stages import Stage, stage, watched_by

_PROGRESS_STEP = 0.01


def main(arguments: list[str]) -> int:
    """Analyse the clip a request names; the exit code says whether a result was written."""
    request = AnalysisRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    die_with(request.parent_pid)
    limit_self(request.child_limits)
    say = private_output()
    try:
        _analyse(request, say)
    except AccidentServiceError as failure:
        verdict = failure.verdict if isinstance(failure, ClipUnreadable) else ""
        say({FAILED: {"code": failure.code, "verdict": verdict, "message": str(failure)}})
        return FAILED_EXIT_CODE
    except MemoryError:
        limit_bytes = request.child_limits.memory_bytes
        message = f"the analysis needs more than {limit_bytes} bytes of memory"
        verdict = ClipVerdict.READER_DIED.value
        say({FAILED: {"code": ClipUnreadable.code, "verdict": verdict, "message": message}})
        return FAILED_EXIT_CODE
    return 0


def _analyse(request: AnalysisRequest, say: Callable[[dict[str, object]], None]) -> None:
    if request.profile is None:
        _write_result(request, say)
        return
    clocks = StageClocks(request.asked_s)
    with watched_by(clocks):
        _write_result(request, say)
    _write_profile(request, request.profile, clocks)


def _write_result(request: AnalysisRequest, say: Callable[[dict[str, object]], None]) -> None:
    with stage(Stage.START_UP):
        # Loaded only now: the decoder's libraries come under the limits too.
        from accident_service.adapters.analysis_files import (  # noqa: PLC0415 - see above
            write_document,
        )
        from accident_service.adapters.clip_analysis import (  # noqa: PLC0415 - see above
            analyse_clip,
        )
        from accident_service.adapters.spilled_pictures import (  # noqa: PLC0415 - see above
            SpillingStore,
        )
        from accident_service.reconstruction.kept_pictures import (  # noqa: PLC0415 - see above
            kept_in,
        )

    last = -1.0

    def progress(share_done: float) -> None:
        nonlocal last
        if share_done >= last + _PROGRESS_STEP:
            last = share_done
            say({PROGRESS: round(share_done, 3)})

    store = SpillingStore(request.result.parent)
    with stage(Stage.DOCUMENT), shared_with(ForkedCrew()), store, kept_in(store):
        write_document(request.result, analyse_clip(request, progress))


def _write_profile(request: AnalysisRequest, path: Path, clocks: StageClocks) -> None:
    from accident_service.adapters.video_reader import read_frames  # noqa: PLC0415 - as above

    profile = clocks.profile(lambda: deque(read_frames(request.clip, request.clip_limits), 0))
    path.write_text(profile.to_json(), encoding="utf-8")


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


def private_output() -> Callable[[dict[str, object]], None]:
    """A way to speak to the parent that no library's chatter on standard output reaches."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(line: dict[str, object]) -> None:
        channel.write(json.dumps(line) + "\n")
        channel.flush()

    return say


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
