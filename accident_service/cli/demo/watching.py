"""Following a case from outside: what the status page and the ledger's own record tell."""

import re
import time
from dataclasses import dataclass

import click
from bs4 import Tag

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.cli.demo.people import Driver
from accident_service.settings import Settings
from accident_service.wiring import open_ledger

LOOK_EVERY_S = 0.5
GIVE_UP_AFTER_S = 900.0
WHITE_SPACE = re.compile(r"\s+")
STILL_AHEAD = {"ahead"}


@dataclass(slots=True)
class Watcher:
    """Looks at the first driver's status page until the case has come far enough."""

    driver: Driver
    settings: Settings
    tracking_code: str

    def until(self, stages: frozenset[Stage]) -> Case:
        """Print every station the page newly shows; return the case once it is there.

        Raises:
            click.ClickException: It did not get there in time.
        """
        shown: list[str] = []
        give_up_s = time.monotonic() + GIVE_UP_AFTER_S
        while time.monotonic() < give_up_s:
            case = self.case()
            for line in self._stations():
                if line not in shown:
                    shown.append(line)
                    click.echo(f"      {line}")
            if case.stage in stages:
                return case
            time.sleep(LOOK_EVERY_S)
        raise click.ClickException(f"the case is still {self.case().stage}; see the service's log")

    def case(self) -> Case:
        """The case as the ledger holds it, for what the demo prints of it."""
        with open_ledger(self.settings).reading() as work:
            return work.cases.with_tracking_code(self.tracking_code)

    def _stations(self) -> list[str]:
        self.driver.open(f"/case/{self.tracking_code}/progress")
        items = self.driver.browser.page.select("li")
        return [_one_line(item.get_text(" ", strip=True)) for item in items if _is_under_way(item)]


def _one_line(text: str) -> str:
    return WHITE_SPACE.sub(" ", text)


def _is_under_way(item: Tag) -> bool:
    return not STILL_AHEAD & set(item.get_attribute_list("class"))
