"""An officer at the console, with a device that shows codes, using the pages' own forms."""

from dataclasses import dataclass

import click
import pyotp

from accident_service.adapters.clock import SystemClock
from accident_service.cli.demo.people import Visitor

STEP_S = 30


@dataclass(slots=True)
class Device:
    """An authenticator: every code is of a later half minute than the one before.

    It begins with the last half minute's, which is still good, so that the officer can sign
    again at once.
    """

    secret: str
    last_step: int = 0

    def next_code(self) -> str:
        """A code that was not shown before."""
        self.last_step = max(self.last_step + 1, int(SystemClock().now().timestamp()) // STEP_S - 1)
        return pyotp.TOTP(self.secret).at(self.last_step * STEP_S)


@dataclass(slots=True)
class OfficerAtDesk(Visitor):
    """An officer who signs in for the first time, and so enrols a device."""

    device: Device | None = None

    def sign_in(self, user_name: str, password: str) -> Device:
        """Enter the console; the device that was enrolled on the way.

        Raises:
            click.ClickException: The page shows no key to enrol.
        """
        self.open("/officer/sign-in")
        self.fill_in("main form", {"user_name": user_name, "password": password})
        key = self.browser.page.select_one("form .code")
        if key is None:
            raise click.ClickException(f"{self.path} shows no key for the officer's device")
        device = Device("".join(key.text.split()))
        self.fill_in("main form", {"code": device.next_code()})
        self.device = device
        return device

    def confirm(self, case_id: str) -> None:
        """Open the case, confirm the proposal as it stands, and sign the document shown.

        Raises:
            click.ClickException: Nobody has signed in, or a page refused.
        """
        self.open(f"/officer/case/{case_id}")
        self.fill_in("#f-kind form", {})
        if self.device is None:
            raise click.ClickException("nobody has signed in at this desk")
        self.fill_in(".sign form", {"code": self.device.next_code()})
