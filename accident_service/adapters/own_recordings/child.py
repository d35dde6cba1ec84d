"""The process that opens a party's recording first, and may die of it.

Run as `python -m accident_service.adapters.own_recordings.child REQUEST.json`; limits and manners
are those of `analysis_child`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_manners import carry_out


def main(arguments: list[str]) -> int:
    """Write what the header says; the exit code says whether it could be read."""
    request = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    return carry_out(
        lambda _say: _look(request),
        ChildLimits(**request["child_limits"]),
        parent_pid=request["parent_pid"],
    )


def _look(request: dict[str, str]) -> None:
    from accident_service.adapters.clip_probe import ClipLimits, probe_clip  # noqa: PLC0415 - limits

    probe = probe_clip(Path(request["clip"]), ClipLimits())
    Path(request["facts"]).write_text(json.dumps(asdict(probe)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
