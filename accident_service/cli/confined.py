"""A command run once more in a child, within the limits in which a hostile file is read.

What a file does to its decoder, a crash, a memory bomb, an endless loop, then befalls the child;
the command itself lives to say so.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import click

from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.child_manners import limit_self
from accident_service.adapters.child_process import CHILD_ENVIRONMENT
from accident_service.adapters.process_ties import die_with
from accident_service.cli.exit_codes import ExitCode

CONFINED_BY = "--confined-by"


def run_confined(arguments: Sequence[str], limits: ChildLimits | None = None) -> NoReturn:
    """Run `accident-service` with these arguments in a child, tell what it tells, end as it ends.

    The child is told by `CONFINED_BY` and the parent's number that it is the child.

    Raises:
        SystemExit: Always; `ExitCode.UNREADABLE` where the child died or never ended.
    """
    allowed = limits or ChildLimits()
    command = (sys.executable, "-P", "-m", "accident_service.cli", *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - our own command, by our own interpreter
            (*command, CONFINED_BY, str(os.getpid())),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env=CHILD_ENVIRONMENT,
            timeout=allowed.wall_s,
        )
    except subprocess.TimeoutExpired as endless:
        click.echo(f"the file took longer than {allowed.wall_s:.0f} s to read", err=True)
        raise SystemExit(ExitCode.UNREADABLE) from endless
    click.echo(done.stdout, nl=False)
    click.echo(done.stderr, nl=False, err=True)
    if done.returncode < 0:
        click.echo(f"the file killed its reader: signal {-done.returncode}", err=True)
        raise SystemExit(ExitCode.UNREADABLE)
    raise SystemExit(done.returncode)


@contextmanager
def confining_self(parent_pid: int, limits: ChildLimits | None = None) -> Iterator[None]:
    """Take on the child's limits for good, and tell when the file needs more memory than that.

    Raises:
        SystemExit: `ExitCode.UNREADABLE` where memory ran out.
    """
    die_with(parent_pid)
    limit_self(limits or ChildLimits())
    try:
        yield
    except MemoryError as full:
        click.echo("the file needs more memory than its reader is given", err=True)
        raise SystemExit(ExitCode.UNREADABLE) from full
