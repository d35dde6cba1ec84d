"""Too much, endless, in ten thousand parts, or letter by letter: answered, and nobody held up."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.workers.bench import ROOT
from tests.workers.test_service import free_port

pytestmark = pytest.mark.proves("S8")

THREADS = 4
PATIENCE_S = 30.0
MORE_THAN_ANY_BUFFER = 24 * 2**20
PIECE = b"0" * 2**16
FORM = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The web server as `workers.programs` starts it, but for its patience."""
    number = free_port()
    command = (
        *(sys.executable, "-m", "gunicorn", "--threads", str(THREADS), "--log-level", "critical"),
        *("--graceful-timeout", "1"),
        *("--worker-class", "tests.attackers.stand.ImpatientWorker"),
        *("--bind", f"127.0.0.1:{number}", "tests.attackers.stand:app()"),
    )
    environment = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            _wait_for(number)
            yield number
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < give_up_s:
        try:
            if _get(port) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the web server did not come up")


def _get(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
    connection.close()
    return status


def sent(port: int, body: bytes | Iterator[bytes], **headers: str) -> tuple[int, str]:
    """What a form comes to; chunked where its length is not known."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    chunked = not isinstance(body, bytes)
    connection.request("POST", "/sign-in", body, FORM | named, encode_chunked=chunked)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def test_a_declared_giant_is_answered_with_a_page(port: int) -> None:
    status, page = sent(port, b"0" * MORE_THAN_ANY_BUFFER)
    assert (status, "15 MB" in page) == (413, True)


def test_a_giant_that_does_not_say_how_long_it_is_is_answered_with_a_page(port: int) -> None:
    """No browser sends a form so; read up to the limit, it would pass for a shorter one."""
    pieces = iter([PIECE] * (MORE_THAN_ANY_BUFFER // len(PIECE)))
    status, page = sent(port, pieces, Transfer_Encoding="chunked", Accept_Language="en")
    assert (status, "could not be accepted" in page) == (411, True)


def test_ten_thousand_parts_are_answered_with_a_page(port: int) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    status, page = sent(
        port, part * 10_000 + b"--x--\r\n", Content_Type="multipart/form-data; boundary=x"
    )
    assert (status, "15 MB" in page) == (413, True)


def test_a_length_that_is_no_length_is_refused(port: int) -> None:
    for said in (b"-1", b"1e9", b"5, 6"):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
            line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: " + said)
            line.sendall(b"\r\n\r\nhello")
            assert line.recv(12) == b"HTTP/1.1 400"


def test_two_lengths_of_one_body_smuggle_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        line.sendall(
            b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /officer/ HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        told = line.makefile("rb").read()
    assert told.startswith(b"HTTP/1.1 400")
    assert told.count(b"HTTP/1.1 ") == 1


def test_callers_who_say_nothing_keep_no_thread(port: int) -> None:
    with ExitStack() as open_lines:
        for _ in range(8 * THREADS):
            open_lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
        began_s = time.monotonic()
        assert _get(port) == 200
        assert time.monotonic() - began_s < 3.0


def test_more_senders_of_half_a_head_than_threads_hold_nobody_up(port: int) -> None:
    began_s = time.monotonic()
    with ExitStack() as open_lines:
        lines = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            for _ in range(2 * THREADS)
        ]
        for line in lines:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert _get(port) == 200
        assert time.monotonic() - began_s < 15
        assert all(line.recv(1) == b"" for line in lines), "they are hung up on"


def test_more_senders_of_half_a_body_than_threads_hold_nobody_up(port: int) -> None:
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n"
    kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nphone=1"
    with ExitStack() as open_lines:
        lines = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            for _ in range(2 * THREADS)
        ]
        for line in lines:
            line.sendall(head + kind)
        assert _get(port) == 200
        assert lines[0].recv(12) == b"HTTP/1.1 408", "they are told"
