"""How commands tell what the service refuses: one line, and an exit code of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from accident_service.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    OutsideWorldFailed,
)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Turn a refusal into a message; anything else is a bug and is left to crash.

    Raises:
        click.UsageError: What was given cannot be used, is taken, unknown or not allowed
            (exit code 2).
        click.ClickException: The ledger did not answer (exit code 1).
    """
    try:
        yield
    except (InvalidInput, Conflict, NotFound, NotPermitted) as refusal:
        raise click.UsageError(str(refusal)) from refusal
    except OutsideWorldFailed as failure:
        raise click.ClickException(str(failure)) from failure
