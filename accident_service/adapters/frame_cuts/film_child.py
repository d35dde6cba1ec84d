"""The process that makes a clip's small film; it gives way to everything else on the machine.

Run as `python -m accident_service.adapters.frame_cuts.film_child REQUEST.json`; limits and
manners are those of `analysis_child`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_manners import carry_out
from accident_service.adapters.clip_probe import ClipLimits

NICENESS = 10


def main(arguments: list[str]) -> int:
    """Make the film a request names; the exit code says whether it is there."""
    request = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    os.nice(NICENESS)
    return carry_out(
        lambda _say: _film(request),
        ChildLimits(**request["child_limits"]),
        parent_pid=request["parent_pid"],
    )


def _film(request: dict[str, Any]) -> None:
    from accident_service.adapters.frame_cuts.film import make_film  # noqa: PLC0415 - limits

    make_film(
        Path(request["clip"]),
        Path(request["film"]),
        request["original"],
        ClipLimits(),
        noting=bool(request["noting"]),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
