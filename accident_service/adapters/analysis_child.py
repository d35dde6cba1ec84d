"""The process that decodes and analyses one clip, and may die of it.

Run as `python -m accident_service.adapters.analysis_child REQUEST.json`. It limits itself
before it loads anything that touches the clip, dies with its parent, reports progress as
JSON lines, and writes its result whole or not at all.
"""

import sys
from collections import deque
from pathlib import Path

from accident_service.adapters.analysis_request import PROGRESS, AnalysisRequest
from accident_service.adapters.child_manners import Say, carry_out
from accident_service.adapters.forked_crew import ForkedCrew
from accident_service.adapters.stage_times import StageClocks
from accident_service.reconstruction.ahead import on_one_core, shared_with
from accident_service.reconstruction.stages import Stage, stage, watched_by

_PROGRESS_STEP = 0.01


def main(arguments: list[str]) -> int:
    """Analyse the clip a request names; the exit code says whether a result was written."""
    request = AnalysisRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    return carry_out(
        lambda say: _analyse(request, say), request.child_limits, parent_pid=request.parent_pid
    )


def _analyse(request: AnalysisRequest, say: Say) -> None:
    if request.profile is None:
        _write_result(request, say)
        return
    clocks = StageClocks(request.asked_s)
    with watched_by(clocks):
        _write_result(request, say)
    _write_profile(request, request.profile, clocks)


def _write_result(request: AnalysisRequest, say: Say) -> None:
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

    at_work = on_one_core() if request.child_limits.cores == 1 else shared_with(ForkedCrew())
    store = SpillingStore(request.result.parent)
    with stage(Stage.DOCUMENT), at_work, store, kept_in(store):
        write_document(request.result, analyse_clip(request, progress))


def _write_profile(request: AnalysisRequest, path: Path, clocks: StageClocks) -> None:
    from accident_service.adapters.video_reader import read_frames  # noqa: PLC0415 - as above

    profile = clocks.profile(lambda: deque(read_frames(request.clip, request.clip_limits), 0))
    path.write_text(profile.to_json(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
