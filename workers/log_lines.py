"""How log lines look: JSON, one object a line, to stderr; for people at a terminal, in columns.

Every line of every library goes the same way. Of a library's line only the words its
programmers wrote are kept, and numbers: what it fills in may be an address, a plate or a
phone. Of an error only its kind and the places in the code are kept, for the same reason.
"""

import io
import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from accident_service.errors import AccidentServiceError
from accident_service.journal import ERROR, FIELDS, PREFIX, request_under_way

LEFT_OUT = "…"
DEEPEST_PLACES = 12
KEPT = ("timestamp", "level", "_record", "_from_structlog")  # of what was put there before
# gunicorn puts the caller's address and what was wrong with the request into the words.
INVALID_REQUEST = "Invalid request"
Line = MutableMapping[str, Any]
WithError = tuple[type[BaseException], BaseException, TracebackType | None]


def set_up_logs(stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream`, or stderr; safe to repeat."""
    if stream is None:
        sys.stderr = _written_at_once(sys.stderr)
    target = stream or sys.stderr
    written = logging.StreamHandler(target)
    written.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            use_get_message=False,
            pass_foreign_args=True,  # a record's own are taken away before it comes here
            foreign_pre_chain=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.add_log_level,
                _told,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _columns()
                if target.isatty()
                else structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [written]
    root.setLevel(logging.WARNING)
    logging.getLogger(PREFIX).setLevel(logging.INFO)


def _written_at_once(stream: TextIO) -> TextIO:
    """The same file without a buffer: a line that cannot be written is lost, and that is all.

    A buffer would keep it and try again when the process ends, which then ends in failure
    (120), however well it had stopped.
    """
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    if raw is None:  # written at once already, or no file at all
        return stream
    return io.TextIOWrapper(
        raw, encoding=stream.encoding, errors=stream.errors, newline="\n", write_through=True
    )


def _columns() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)


def _told(_logger: object, _level: str, line: Line) -> Line:
    """The line of a record: its words, its fields, its error, and on whose request."""
    record: logging.LogRecord = line["_record"]
    is_ours = record.name.split(".")[0] == PREFIX
    told: Line = {name: line[name] for name in KEPT if name in line}
    told["event"] = str(record.msg) if is_ours else _words_of(record, line)
    told["part"] = record.name.removeprefix(f"{PREFIX}.")
    if request := request_under_way():
        told["request"] = request
    told.update({name: one for name, one in getattr(record, FIELDS, {}).items() if one != ""})
    error = getattr(record, ERROR, None) or _error_of(record)
    if error is not None:
        told.update(_kind_and_places(error))
    return told


def _words_of(record: logging.LogRecord, line: Line) -> str:
    """A library's words with the numbers it fills in, and nothing else it fills in."""
    words = str(record.msg)
    if not isinstance(record.msg, str):
        return type(record.msg).__name__  # gunicorn logs errors as they are
    if words.startswith(INVALID_REQUEST):
        return INVALID_REQUEST
    filled = tuple(
        one if isinstance(one, int | float) else LEFT_OUT
        for one in line.get("positional_args") or ()
    )
    try:
        return words % filled if filled else words
    except (TypeError, ValueError):  # by names, or more of them than places
        return words


def _error_of(record: logging.LogRecord) -> BaseException | None:
    """The error a library's line carries, and nothing of its text."""
    error = record.exc_info[1] if record.exc_info else None
    record.exc_info, record.exc_text, record.stack_info = None, None, None
    return error


def _kind_and_places(error: BaseException) -> Line:
    places = traceback.extract_tb(error.__traceback__)[-DEEPEST_PLACES:]
    told: Line = {
        "error": type(error).__name__,
        "at": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
    if isinstance(error, AccidentServiceError):
        told["reason"] = error.code
    if error.__cause__ is not None:
        told["because"] = type(error.__cause__).__name__
    return told
