"""Tables to take away, safe to open: no cell of ours is ever run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

# A cell that begins with one of these is calculated by spreadsheets, not shown.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read Chinese as something else


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The table as a file of this name."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([safe_cell(one) for one in head])
    writer.writerows([safe_cell(one) for one in row] for row in rows)
    response = Response(BYTE_ORDER_MARK + written.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def safe_cell(value: object) -> object:
    """The value, or, where it is a text that a spreadsheet would run, the text behind a quote."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
