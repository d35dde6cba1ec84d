"""The process that makes a clip's small film; it gives way to everything else on the machine.

Run as `python -m accident_service.adapters.frame_cuts.film_child REQUEST.json`; limits and
manners are those of `analysis_child`.
"""

import json
import os
import sys
from pathlib import Path

from accident_service.adapters.analysis_child import limit_self, private_output
from accident_service.adapters.analysis_request import FAILED, FAILED_EXIT_CODE, ChildLimits
from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.process_ties import die_with
from accident_service.errors import AccidentServiceError, ClipUnreadable

NICENESS = 10


def main(arguments: list[str]) -> int:
    """Make the film a request names; the exit code says whether it is there."""
    request = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    die_with(request["parent_pid"])
    os.nice(NICENESS)
    limit_self(ChildLimits(**request["child_limits"]))
    say = private_output()
    try:
        # Loaded only now: the decoder's libraries come under the limits too.
        from accident_service.adapters.frame_cuts.film import make_film  # noqa: PLC0415

        make_film(Path(request["clip"]), Path(request["film"]), request["original"], ClipLimits())
    except AccidentServiceError as failure:
        verdict = failure.verdict if isinstance(failure, ClipUnreadable) else ""
        say({FAILED: {"code": failure.code, "verdict": verdict, "message": str(failure)}})
        return FAILED_EXIT_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
