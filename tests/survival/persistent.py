"""People who try again: the page they sent is sent once more when nothing came back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

import click
import requests
from typing_extensions import override

from accident_service.cli.demo.desk import OfficerAtDesk
from accident_service.cli.demo.people import Driver

AGAIN_AFTER_S = 0.5
GIVE_UP_AFTER_S = 120.0

Given = TypeVar("Given")


def persistently(act: Callable[[], Given]) -> Given:
    """Do it until an answer comes back, as somebody does whose page did not load."""
    give_up_s = time.monotonic() + GIVE_UP_AFTER_S
    while True:
        try:
            return act()
        except (requests.ConnectionError, requests.Timeout):
            assert time.monotonic() < give_up_s, "nobody answers any more"
            Event().wait(AGAIN_AFTER_S)


class PersistentDriver(Driver):
    """Reloads, and taps the same button again."""

    @override
    def open(self, path: str) -> None:
        persistently(lambda: super(PersistentDriver, self).open(path))

    @override
    def fill_in(self, form: str, answers: dict[str, str]) -> None:
        persistently(lambda: super(PersistentDriver, self).fill_in(form, answers))


@dataclass(slots=True)
class PersistentOfficer(OfficerAtDesk):
    """Opens the case again, looks, and decides if it is not decided yet."""

    def decide(self, case_id: str, is_decided: Callable[[], bool]) -> None:
        give_up_s = time.monotonic() + GIVE_UP_AFTER_S
        while not is_decided():
            assert time.monotonic() < give_up_s, "the officer could not decide"
            try:
                persistently(lambda: self.confirm(case_id))
            except click.ClickException:
                Event().wait(AGAIN_AFTER_S)
