"""The process that draws for the parties: it decodes a stranger's clip, and may die of it.

Run as `python -m accident_service.adapters.party_pictures.child REQUEST.json`; limits and
manners are those of `analysis_child`.
"""

import sys
from pathlib import Path

from accident_service.adapters.analysis_request import PROGRESS
from accident_service.adapters.child_manners import Say, carry_out
from accident_service.adapters.party_pictures.request import PartyPicturesRequest


def main(arguments: list[str]) -> int:
    """Draw what a request names; the exit code says whether all of it was."""
    request = PartyPicturesRequest.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    return carry_out(
        lambda say: _draw(request, say), request.child_limits, parent_pid=request.parent_pid
    )


def _draw(request: PartyPicturesRequest, say: Say) -> None:
    from accident_service.adapters.party_pictures.copy import (  # noqa: PLC0415 - under the limits
        draw_copy,
    )
    from accident_service.adapters.party_pictures.draw import (  # noqa: PLC0415 - under the limits
        draw_for_parties,
    )

    if request.whole_clip:
        draw_copy(request, lambda share: say({PROGRESS: share}))
    else:
        draw_for_parties(request)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
