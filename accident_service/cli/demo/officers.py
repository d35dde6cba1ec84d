"""Who works at the demo's two units: an officer who decides, and two who review it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.cli.demo.house import run_command

HIGHER_UNIT = "420100000000"
HIGHER_UNIT_NAME = "示例市公安局交通警察支队"
PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """What an officer signs in with."""

    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The enrolled officers: one decides, two of the next higher unit sign its reviews."""

    deciding: OfficerKey
    reviewing: tuple[OfficerKey, OfficerKey]


def enrol_officers(environment: Mapping[str, str]) -> Officers:
    """Enrol all three by the command an operator would use.

    Raises:
        click.ClickException: The command failed; the message is its own.
    """
    deciding = {
        "--user": "officer.demo",
        "--name": "示例民警",
        "--police-no": "000001",
        "--unit": "420102000000",
        "--unit-name": f"{HIGHER_UNIT_NAME}一大队",
        "--higher-unit": HIGHER_UNIT,
        "--higher-unit-name": HIGHER_UNIT_NAME,
    }
    first, second = (
        {
            "--user": f"reviewer{place}.demo",
            "--name": f"示例复核民警{numeral}",
            "--police-no": f"00000{place + 1}",
            "--unit": HIGHER_UNIT,
            "--unit-name": HIGHER_UNIT_NAME,
        }
        for place, numeral in ((1, "甲"), (2, "乙"))
    )
    return Officers(
        deciding=_enrolled(environment, deciding),
        reviewing=(_enrolled(environment, first), _enrolled(environment, second)),
    )


def _enrolled(environment: Mapping[str, str], given: dict[str, str]) -> OfficerKey:
    key = OfficerKey(user=given["--user"], password=secrets.token_urlsafe(PASSWORD_BYTES))
    # In one word, so that a password that begins with a dash is not read as an option.
    words = [f"{name}={value}" for name, value in given.items()]
    run_command(environment, "officer", "add", *words, f"--password={key.password}")
    return key
