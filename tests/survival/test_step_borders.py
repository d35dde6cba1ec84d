"""Trouble at every border of a case, from the report to the pictures after its determination.

One case for each kind of trouble, which comes once at every border: everything is killed that
works on it, or told to stop, or the queues are wiped, or all clocks are set an hour forward and
back. After it the case has ended once, as it would have without, and the ledger tells of both.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from accident_service.adapters.clock import SystemClock
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.ports import Step
from accident_service.cli.demo.command import PHONES
from accident_service.cli.demo.house import free_port
from accident_service.cli.demo.officers import OfficerKey, enrol_officers
from accident_service.cli.demo.props import Props, lay_out
from accident_service.settings import Settings
from accident_service.wiring import open_blobs
from tests.survival.house import House, running
from tests.survival.persistent import PersistentDriver, PersistentOfficer, persistently
from tests.survival.troubled import RINGS_TROUBLED, Plan, wrong_time
from tests.workers.bench import ROOT

pytestmark = [pytest.mark.redis, pytest.mark.drill]

STEPS = (
    Step.FIND_CLIPS,
    Step.PRESERVE_CLIPS,
    Step.FETCH_CLIPS,
    Step.RECONSTRUCT,
    Step.PROPOSE,
    Step.ISSUE_DETERMINATION,
    Step.MAKE_PARTY_PICTURES,
)
BY_WORKERS = tuple(
    f"worker:{step} {verb}" for step in STEPS for verb in ("begin-step", "finish-step")
)
BY_THE_RELAY = tuple(f"relay ring {number}" for number in range(1, RINGS_TROUBLED + 1))
BY_PEOPLE = ("driver:A file-report", "driver:B join-case", "officer confirm")
EVERYWHERE = (*BY_WORKERS, *BY_THE_RELAY, *BY_PEOPLE)
# Codes of an officer's device are good for the time they were made for, and never again.
WHERE_NO_CODE_IS_TYPED = (*BY_WORKERS, *BY_THE_RELAY)


@dataclass(frozen=True, slots=True)
class Story:
    """One accident in a troubled service, told by its people."""

    props: Props
    house: House
    officer: OfficerKey

    def tell(self) -> None:
        """Both drivers report, an officer confirms; returns when no step is left to be done."""
        url, codes_file = self.house.settings.public_url, self.props.codes_file
        officer = PersistentOfficer(url)
        persistently(lambda: officer.sign_in(self.officer.user, self.officer.password))
        first = PersistentDriver(url, phone=PHONES["A"], codes_file=codes_file)
        first.give_account("/report", self.props.drivers["A"])
        second = PersistentDriver(url, phone=PHONES["B"], codes_file=codes_file)
        second.give_account(f"{first.invitation()}/start", self.props.drivers["B"])
        self.house.until(lambda: self.house.stage_is(*AWAITING_OFFICER))
        decided = (Stage.DECIDED, Stage.DETERMINED)
        officer.decide(self.house.case().id, lambda: self.house.stage_is(*decided))
        self.house.until(lambda: self.house.stage_is(Stage.DETERMINED) and self.house.all_done())


def story_in(folder: Path, deed: str, sides: tuple[str, ...], borders: tuple[str, ...]) -> Story:
    """Site, recording and people in place, and the plan of trouble."""
    props = lay_out(folder, ROOT / "fixtures", SystemClock().now())
    environment = props.environment(free_port()) | {"ACCIDENT_SERVICE_LEASE_S": "15"}
    settings = Settings.from_environment(environment)
    Plan.lay(settings.data_dir, deed, sides, borders)
    officers = enrol_officers(environment)
    return Story(props, House.of(settings), officers.deciding)


@pytest.fixture
def _same_wrong_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """People's own clocks are as wrong as the service's."""
    plan = Plan(tmp_path / "story" / "data" / "trouble")
    monkeypatch.setattr(SystemClock, "now", partial(wrong_time, plan, SystemClock.now))


@pytest.mark.proves("R1", "R2", "R4", "R6", "R10", "R14", "R16", "D4")
@pytest.mark.usefixtures("_same_wrong_time")
@pytest.mark.parametrize(
    ("deed", "sides", "borders"),
    [
        pytest.param("kill", ("before",), EVERYWHERE, id="killed before it is kept"),
        pytest.param("kill", ("after",), EVERYWHERE, id="killed after it was kept"),
        pytest.param("stop", ("before", "after"), EVERYWHERE, id="told to stop"),
        pytest.param("wipe", ("before", "after"), EVERYWHERE, id="queues wiped"),
        pytest.param("clock", ("before", "after"), WHERE_NO_CODE_IS_TYPED, id="clocks set wrong"),
    ],
)
def test_a_case_troubled_at_every_border_ends_once_and_rightly(
    tmp_path: Path, deed: str, sides: tuple[str, ...], borders: tuple[str, ...]
) -> None:
    story = story_in(tmp_path / "story", deed, sides, borders)
    house = story.house
    with running(house.settings.environment_for_children(), tmp_path / "service.log"):
        story.tell()

    assert house.plan.done == {f"{side} {border}" for side in sides for border in borders}
    assert house.told()["driver:A file-report"] == house.told()["driver:B join-case"] == 1
    confirmed = [entry for entry in house.entries() if entry.act.verb == "confirm"]
    assert len(confirmed) == 1
    for step in STEPS:
        assert house.times(step, "finish-step") == 1
        if deed == "kill":  # both tries are on record, and that the first was given up
            assert house.times(step, "begin-step") >= 2
            assert house.times_given_up(step) >= 1
    house.assert_chain_is_whole()
    assert_one_determination_is_as_without_trouble(house)


def assert_one_determination_is_as_without_trouble(house: House) -> None:
    """Driver B, who ran into the queue, is responsible in full; one number was drawn."""
    case = house.case()
    assert case.evidence_gap is None
    assert len(case.analyses) == 1
    assert case.proposal is not None
    assert case.proposal_revision == 1
    with house.ledger.reading() as unit:
        kept = unit.determinations.of_case(case.id)
    assert kept is not None
    determination, pdf, _ = kept
    assert determination.number.endswith("-000001")
    assert open_blobs(house.settings).open(pdf).startswith(b"%PDF")
