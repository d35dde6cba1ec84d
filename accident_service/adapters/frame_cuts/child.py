"""The process that cuts pictures out of a stranger's clip, and may die of it.

Run as `python -m accident_service.adapters.frame_cuts.child REQUEST.json`; limits and manners
are those of `analysis_child`. Its progress is the number of the picture just written.
"""

import sys
from pathlib import Path

from accident_service.adapters.analysis_child import limit_self, private_output
from accident_service.adapters.analysis_request import FAILED, FAILED_EXIT_CODE, PROGRESS
from accident_service.adapters.frame_cuts.request import CutRequest
from accident_service.adapters.process_ties import die_with
from accident_service.errors import AccidentServiceError, ClipUnreadable


def main(arguments: list[str]) -> int:
    """Cut what a request names; the exit code says whether all of it was."""
    request = CutRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    die_with(request.parent_pid)
    limit_self(request.child_limits)
    say = private_output()
    try:
        # Loaded only now: the decoder's libraries come under the limits too.
        from accident_service.adapters.frame_cuts.cut import (  # noqa: PLC0415 - see above
            cut_pictures,
        )

        cut_pictures(request, lambda index: say({PROGRESS: index}))
    except AccidentServiceError as failure:
        verdict = failure.verdict if isinstance(failure, ClipUnreadable) else ""
        say({FAILED: {"code": failure.code, "verdict": verdict, "message": str(failure)}})
        return FAILED_EXIT_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
