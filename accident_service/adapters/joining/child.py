"""The process that joins strangers' recordings, and may die of them.

Run as `python -m accident_service.adapters.joining.child REQUEST.json`; limits and manners
are those of `analysis_child`.
"""

import json
import sys
from pathlib import Path

from accident_service.adapters.analysis_request import PROGRESS
from accident_service.adapters.child_manners import Say, carry_out
from accident_service.adapters.joining.request import JoinRequest


def main(arguments: list[str]) -> int:
    """Join what a request names; the exit code says whether it is done."""
    request = JoinRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    return carry_out(
        lambda say: _join(request, say), request.child_limits, parent_pid=request.parent_pid
    )


def _join(request: JoinRequest, say: Say) -> None:
    from accident_service.adapters.joining.join import join  # noqa: PLC0415 - limits

    from_s, to_s = join(request, lambda share: say({PROGRESS: share}))
    request.told.write_text(json.dumps({"from_s": from_s, "to_s": to_s}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
