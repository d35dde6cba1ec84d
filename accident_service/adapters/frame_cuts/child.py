"""The process that cuts pictures out of a stranger's clip, and may die of it.

Run as `python -m accident_service.adapters.frame_cuts.child REQUEST.json`; limits and manners
are those of `analysis_child`. Its progress is the number of the picture just written.
"""

import sys
from pathlib import Path

from accident_service.adapters.analysis_request import PROGRESS
from accident_service.adapters.child_manners import Say, carry_out
from accident_service.adapters.frame_cuts.request import CutRequest


def main(arguments: list[str]) -> int:
    """Cut what a request names; the exit code says whether all of it was."""
    request = CutRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    return carry_out(
        lambda say: _cut(request, say), request.child_limits, parent_pid=request.parent_pid
    )


def _cut(request: CutRequest, say: Say) -> None:
    from accident_service.adapters.frame_cuts.cut import cut_pictures  # noqa: PLC0415 - limits

    cut_pictures(request, lambda index: say({PROGRESS: index}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
