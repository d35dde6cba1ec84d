"""Ties between a process and the one that started it."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Mapping

_PR_SET_PDEATHSIG = 1


def die_with(parent_pid: int) -> None:
    """Be killed when the parent goes, and leave at once if it is gone already."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        sys.exit("the parent is gone")


def limit_resources(limits: Mapping[int, int]) -> None:
    """Take on limits for good, by their kind in `resource`; no child can lift them.

    At the soft limit of processor time comes SIGXCPU, which says why; at the hard one a plain
    kill, so that one is a little further.
    """
    for kind, limit in limits.items():
        _, hardest = resource.getrlimit(kind)
        ceiling = limit if hardest == resource.RLIM_INFINITY else min(limit, hardest)
        spare = 1 if kind == resource.RLIMIT_CPU and hardest == resource.RLIM_INFINITY else 0
        resource.setrlimit(kind, (ceiling, ceiling + spare))
