"""What the crowd does: a driver reports and waits, an officer works, an insurer asks."""

import random
import time
from dataclasses import dataclass, field
from itertools import count

from accident_service.cli.demo.desk import OfficerAtDesk
from accident_service.cli.demo.people import Driver
from tests.benchmarks.load.crowd import Act, Stopwatch, browser_of, session_of
from tests.benchmarks.load.town import Town

LOOKS = 10  # a driver looks at the progress so often, then leaves
BETWEEN_LOOKS_S = 2.0
PEOPLE = count()


@dataclass(slots=True)
class Reporters:
    """Drivers, one after the other: each reports at another junction, then looks how it goes on."""

    url: str
    town: Town
    watch: Stopwatch
    filed: list[str] = field(default_factory=list)

    def __call__(self, chance: random.Random) -> None:
        """One driver, from the first page to the last look."""
        number = next(PEOPLE)
        session = session_of("driver", number, self.watch)
        driver = Driver(
            url=self.url,
            browser=browser_of(session),
            phone=f"137{number:08}",
            codes_file=self.town.props.codes_file,
        )
        junction = self.town.junctions[number % len(self.town.junctions)]
        driver.give_account("/report", self.town.answers(junction))
        code = driver.path.rsplit("/", 1)[-1]
        self.filed.append(code)
        for _ in range(LOOKS):
            time.sleep(BETWEEN_LOOKS_S)
            session.get(f"{self.url}/case/{code}/progress", timeout=60)


def signed_in(url: str, watch: Stopwatch, user: str, password: str) -> OfficerAtDesk:
    """The officer, with a device enrolled on the way."""
    session = session_of("officer", next(PEOPLE), watch)
    officer = OfficerAtDesk(url=url, browser=browser_of(session))
    officer.sign_in(user, password)
    return officer


def at_a_desk(officer: OfficerAtDesk, watch: Stopwatch) -> Act:
    """The same officer at one more screen: the queue, one of its cases, and a search."""
    session = session_of("officer", next(PEOPLE), watch)
    session.cookies.update(officer.browser.session.cookies)
    browser = browser_of(session)

    def act(chance: random.Random) -> None:
        browser.open(f"{officer.url}/officer/?show=all")
        cases = [link["href"] for link in browser.page.select("a[href^='/officer/case/']")]
        if cases:
            browser.open(officer.url + str(chance.choice(cases)))
        browser.open(f"{officer.url}/officer/?show=all&q={chance.randrange(1000):03}")

    return act


def insurer(url: str, watch: Stopwatch, client: str, secret: str) -> Act:
    """A program that asks for what has changed, and for one of it."""
    session = session_of("insurer", next(PEOPLE), watch)
    good_until_s = 0.0

    def renew() -> float:
        granted = session.post(
            f"{url}/v1/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client, secret),
            timeout=60,
        ).json()
        session.headers["Authorization"] = f"Bearer {granted['access_token']}"
        lasts_s = float(granted["expires_in"])
        return time.monotonic() + lasts_s / 2

    def act(chance: random.Random) -> None:
        nonlocal good_until_s
        if time.monotonic() > good_until_s:
            good_until_s = renew()
        listed = session.get(f"{url}/v1/determinations?limit=50", timeout=60).json()
        if listed["items"]:
            number = chance.choice(listed["items"])["number"]
            session.get(f"{url}/v1/determinations/{number}", timeout=60)

    return act
