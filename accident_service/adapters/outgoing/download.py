"""Bring one large file whole, taking up a broken transfer where it stopped (RFC 9110, 14).

A transfer goes on only if the server vouches by a strong validator that it is still the same
file; otherwise it begins anew. The file appears under its name complete and synced, or not.
"""

import http.client
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from accident_service.adapters.outgoing.exchange import Ask, headers_of, send
from accident_service.adapters.outgoing.noted import noted_call
from accident_service.adapters.outgoing.reach import Reach
from accident_service.casework.source_ports import Progress
from accident_service.errors import OutsideWorldFailed, StorageFull

CHUNK_BYTES = 1 << 18
TOLD_EVERY_S = 5.0
OK, PARTIAL, NOT_SATISFIABLE = 200, 206, 416
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadLimits:
    """What one transfer may take before it is given up."""

    tries: int = 4
    pause_s: float = 1.0  # before the second try; doubled before each further one
    within_s: float = 1800.0
    bytes: int = 16 * 2**30


@dataclass(frozen=True, slots=True)
class Fetched:
    """How it ended; only with status 200 is there a file."""

    status: int
    headers: Mapping[str, str]
    size_bytes: int = 0


@dataclass(slots=True)
class _Transfer:
    """What has arrived so far, and what the server says of the whole."""

    file: IO[bytes]
    received: int = 0
    total: int | None = None
    validator: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def begin_anew(self) -> None:
        self.file.seek(0)
        self.file.truncate()
        self.received, self.total, self.validator = 0, None, ""


def download(
    reach: Reach, ask: Ask, into: Path, on_progress: Progress, limits: DownloadLimits
) -> Fetched:
    """Bring the file to `into`.

    Returns:
        Status 200 and the file; or the server's refusal as it stands, a redirect among them,
        and no file.

    Raises:
        AddressRefused: The name resolves to an address that is not allowed.
        OutsideWorldFailed: It broke off as often as is tried, or took too long.
        StorageFull: There is no room.
    """
    with noted_call(ask.target.host, ask.method) as call:
        fetched = _download(reach, ask, into, on_progress, limits)
        call.status = fetched.status
    return fetched


def _download(
    reach: Reach, ask: Ask, into: Path, on_progress: Progress, limits: DownloadLimits
) -> Fetched:
    partial = into.with_name(f".{into.name}.partial")
    watch = _Watch(limits, time.monotonic() + limits.within_s, on_progress)
    with _written_beside(partial) as file:
        transfer = _Transfer(file)
        for pause_s in _pauses_s(limits):
            watch.rest(pause_s)
            try:
                refused = _one_try(reach, ask, transfer, watch)
            except (_BrokenOff, OSError, http.client.HTTPException) as failure:
                watch.last_failure = failure
                continue
            if refused is not None:
                return refused
            return _kept(transfer, partial, into)
    raise OutsideWorldFailed(
        f"{ask.target.host} broke off after {transfer.received} bytes: {watch.last_failure}"
    )


class _BrokenOff(Exception):
    """This try is over; the next may go on."""


class _Watch:
    """Looks at limits while bytes arrive, and tells of them now and then."""

    def __init__(self, limits: DownloadLimits, until: float, on_progress: Progress) -> None:
        self._limits, self._until, self._on_progress = limits, until, on_progress
        self._told_at = float("-inf")
        self.last_failure: Exception | None = None

    def rest(self, pause_s: float) -> None:
        time.sleep(max(0.0, min(pause_s, self._until - time.monotonic())))

    def look(self, transfer: _Transfer) -> None:
        """Raises OutsideWorldFailed: It is longer, or takes longer, than allowed."""
        now = time.monotonic()
        if now > self._until:
            raise OutsideWorldFailed(f"the transfer took more than {self._limits.within_s:.0f} s")
        if max(transfer.received, transfer.total or 0) > self._limits.bytes:
            raise OutsideWorldFailed(f"the file has more than {self._limits.bytes} bytes")
        if now - self._told_at >= TOLD_EVERY_S:
            self._told_at = now
            self._on_progress(transfer.received / transfer.total if transfer.total else 0.0)


def _pauses_s(limits: DownloadLimits) -> Iterator[float]:
    yield 0.0
    yield from (limits.pause_s * 2**one for one in range(limits.tries - 1))


@contextmanager
def _written_beside(partial: Path) -> Iterator[IO[bytes]]:
    """A file that is gone again unless it was given its name."""
    try:
        with partial.open("w+b") as file:
            yield file
    finally:
        partial.unlink(missing_ok=True)


def _one_try(reach: Reach, ask: Ask, transfer: _Transfer, watch: _Watch) -> Fetched | None:
    """Ask for what is missing and take it; None once all of it is there."""
    try:
        connection = reach.connection(ask.target)
    except OutsideWorldFailed as failure:
        raise _BrokenOff(str(failure)) from failure
    try:
        send(connection, _for_the_rest(ask, transfer))
        with connection.getresponse() as answer:
            if not _goes_on(answer, transfer):
                if answer.status != OK:
                    return Fetched(answer.status, headers_of(answer))
                _begin(answer, transfer)
            _take(answer, transfer, watch)
            transfer.headers = headers_of(answer)
    finally:
        connection.close()
    if transfer.total is not None and transfer.received != transfer.total:
        raise _BrokenOff(f"{transfer.received} of {transfer.total} bytes came")
    return None


def _for_the_rest(ask: Ask, transfer: _Transfer) -> Ask:
    if not transfer.received or not transfer.validator:
        return ask
    rest = (("Range", f"bytes={transfer.received}-"), ("If-Range", transfer.validator))
    return replace(ask, headers=(*ask.headers, *rest))


def _goes_on(answer: http.client.HTTPResponse, transfer: _Transfer) -> bool:
    """Is this the rest of what is here already?"""
    if answer.status == NOT_SATISFIABLE and transfer.received:
        transfer.begin_anew()
        raise _BrokenOff("the file has changed meanwhile")
    if answer.status != PARTIAL:
        return False
    span = _CONTENT_RANGE.fullmatch(answer.getheader("Content-Range", ""))
    total = None if span is None or span[2] == "*" else int(span[2])
    known = (None, transfer.total) if transfer.total is not None else (None, total)
    # Not every server knows If-Range, but those that send parts tell of which file they are.
    same = answer.getheader("ETag", transfer.validator) == transfer.validator
    if span is None or int(span[1]) != transfer.received or total not in known or not same:
        transfer.begin_anew()
        raise _BrokenOff("the server sent another part than was asked for")
    return True


def _begin(answer: http.client.HTTPResponse, transfer: _Transfer) -> None:
    transfer.begin_anew()
    transfer.total = answer.length
    etag = answer.getheader("ETag", "")
    transfer.validator = "" if etag.startswith("W/") else etag


def _take(answer: http.client.HTTPResponse, transfer: _Transfer, watch: _Watch) -> None:
    while chunk := answer.read1(CHUNK_BYTES):
        try:
            transfer.file.write(chunk)
        except OSError as full:
            raise StorageFull(f"no room for what arrives: {full}") from full
        transfer.received += len(chunk)
        watch.look(transfer)


def _kept(transfer: _Transfer, partial: Path, into: Path) -> Fetched:
    try:
        transfer.file.flush()
        os.fsync(transfer.file.fileno())
        partial.replace(into)
    except OSError as full:
        raise StorageFull(f"no room for what arrived: {full}") from full
    return Fetched(OK, transfer.headers, transfer.received)
