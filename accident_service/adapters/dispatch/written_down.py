"""Hand-overs for stations without a dispatch system: written where somebody reads them."""

import json
from dataclasses import dataclass
from typing import TextIO

from accident_service.casework.hand_over_scene import Pushed


@dataclass(frozen=True, slots=True)
class ConsoleDispatch:
    """Writes one line to the operator's terminal."""

    terminal: TextIO

    def send(self, pushed: Pushed) -> str:
        """Print it; a terminal gives no number."""
        line = json.dumps(pushed.fields(), ensure_ascii=False)
        print(f"hand-over to the scene: {line}", file=self.terminal, flush=True)
        return ""
