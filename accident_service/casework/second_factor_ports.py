"""What an officer has besides a password: a device that shows a code every half minute."""

from dataclasses import dataclass
from typing import Protocol

from accident_service.quantities.identifiers import OfficerId


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an officer's device must be given before it can show codes.

    `address` is the otpauth URI that a QR code carries; `secret` the same for typing, in Base32.
    """

    address: str
    secret: str


class SecondFactors(Protocol):
    """Time-based codes (RFC 6238) and, for a lost device, recovery codes; each works once."""

    def is_enrolled(self, officer: OfficerId) -> bool:
        """Has the officer shown a right code of a device before?"""
        ...

    def begin(self, officer: OfficerId, user_name: str) -> Enrolment:
        """What to enrol a device with; the same until it is confirmed.

        Raises:
            Conflict: A device is enrolled already; it has to be reset first.
        """
        ...

    def confirm(self, officer: OfficerId, code: str) -> tuple[str, ...]:
        """Enrol the device that shows `code`, and give the recovery codes, this once.

        Returns:
            No recovery codes where the code is wrong; nothing is enrolled then.
        """
        ...

    def accepts(self, officer: OfficerId, code: str) -> bool:
        """Is this the device's code of now, or an unused recovery code? Either works once.

        Raises:
            NotPermitted: Too many wrong codes; try again later.
        """
        ...

    def reset(self, officer: OfficerId) -> None:
        """Forget the device and the recovery codes; the officer enrols anew."""
        ...
