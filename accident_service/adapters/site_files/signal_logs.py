"""Read `signals.csv`: what the controller logged, one change a line.

changed_at,approach,phase
2026-03-01T08:30:00+08:00,E,green
"""

import csv
import io
from datetime import datetime
from pathlib import Path

from accident_service.adapters.site_files.site import LoggedPhase
from accident_service.errors import InvalidSite
from accident_service.liability.signal_log import Phase

SIGNALS_FILE = "signals.csv"
COLUMNS = ("changed_at", "approach", "phase")
PHASES = (Phase.RED, Phase.YELLOW, Phase.GREEN)


def read_signal_log(path: Path) -> tuple[LoggedPhase, ...]:
    """Every change, in order of time; empty where there is no log.

    Raises:
        InvalidSite: A line cannot be used; the message names it and what would be accepted.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidSite(f"{path.name}: cannot be read ({failure})") from failure
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise InvalidSite(
            f"{path.name}: the heading is {rows.fieldnames}; accepted: {','.join(COLUMNS)}"
        )
    logged = [_logged(path, rows.line_num, row) for row in rows]
    return tuple(sorted(logged, key=lambda entry: (entry.changed_at, entry.approach)))


def _logged(path: Path, line: int, row: dict[str, str]) -> LoggedPhase:
    where = f"{path.name}: line {line}"
    try:
        changed_at = datetime.fromisoformat(row["changed_at"] or "")
    except ValueError as failure:
        raise _refusal(
            where, "changed_at", row, "a time such as 2026-03-01T08:30:00+08:00"
        ) from failure
    if changed_at.utcoffset() is None:
        raise _refusal(where, "changed_at", row, "a time with its offset, such as +08:00")
    if not row["approach"]:
        raise _refusal(where, "approach", row, "the name of an approach")
    if row["phase"] not in PHASES:
        raise _refusal(where, "phase", row, "one of " + ", ".join(PHASES))
    return LoggedPhase(changed_at, row["approach"], Phase(row["phase"]))


def _refusal(where: str, column: str, row: dict[str, str], accepted: str) -> InvalidSite:
    return InvalidSite(f"{where}: {column} is {row[column]!r}; accepted: {accepted}")
