"""A child that runs a function of this program, with everything loaded that this process has.

Workers need much, and all need the same: forked, they share it. Otherwise it is like a
`subprocess.Popen`: a session of its own, no files but the three, dead with its parent.
"""

import ctypes
import gc
import os
import signal
import subprocess
import time
import traceback
import warnings
from collections.abc import Callable

from workers.safe_worker import die_with_parent

PR_SET_NAME = 15
FIRST_OTHER_FILE = 3
MOST_FILES = 65_536
POLL_S = 0.02


class Forked:
    """One child, from its fork to its end."""

    def __init__(self, body: Callable[[], object], *, name: str) -> None:
        """Fork; the child calls `body` and ends, with 1 when an exception came out of it."""
        self.returncode: int | None = None
        gc.freeze()  # a collection in the child would copy what it shares
        parent = os.getpid()
        with warnings.catch_warnings():
            # Python warns where there are threads; the child uses nothing of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            _live(body, name, parent)

    def poll(self) -> int | None:
        """How it ended, as `Popen` has it; None while it lives."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: It did not end in time.
        """
        give_up_s = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if give_up_s is not None and time.monotonic() > give_up_s:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(POLL_S)
        return code


def _live(body: Callable[[], object], name: str, parent: int) -> None:
    code = 1
    try:
        os.setsid()
        die_with_parent(signal.SIGTERM)
        if os.getppid() == parent:
            _begin_anew(name)
            body()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        try:
            if code:
                traceback.print_exc()
        finally:  # whatever happens, the child never goes on as its parent
            os._exit(code)


def _begin_anew(name: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    # A lock of the parent's would be held on, and its sockets kept open.
    os.closerange(FIRST_OTHER_FILE, MOST_FILES)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if hasattr(prctl := ctypes.CDLL(None), "prctl"):  # what `top` shows
        prctl.prctl(PR_SET_NAME, name.encode()[:15])
