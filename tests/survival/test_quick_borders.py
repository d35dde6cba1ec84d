"""Two borders of a case in real processes, quick enough for every run; the rest are drills."""

from pathlib import Path

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.settings import Settings
from accident_service.wiring import prepare
from tests.adapters.site_folder import write_site
from tests.survival.house import House, running
from tests.survival.troubled import SHUT, Plan
from tests.workers.test_workbench import file_a_report

BORDERS = ("worker:find-clips begin-step", "worker:find-clips finish-step")


@pytest.mark.redis
@pytest.mark.proves("R1", "R10")
def test_a_worker_killed_after_it_began_and_after_it_kept_its_step(tmp_path: Path) -> None:
    """Nobody recorded the place: the case ends with an officer, once, and says why."""
    given = {"DATA_DIR": str(tmp_path), "LEASE_S": "2", "WORKERS": "reconstruct=0,documents=0"}
    settings = Settings.from_environment({f"ACCIDENT_SERVICE_{k}": v for k, v in given.items()})
    prepare(settings)
    write_site(settings.sites_dir / "demo-junction")
    (settings.data_dir / "recordings").mkdir()
    Plan.lay(settings.data_dir, "kill", ("after",), BORDERS)
    (tmp_path / "trouble" / SHUT).touch()
    file_a_report(settings)
    house = House.of(settings)

    with running(settings.environment_for_children(), tmp_path / "service.log"):
        house.until(lambda: house.stage_is(Stage.NEEDS_OFFICER))

    assert house.plan.done == {f"after {border}" for border in BORDERS}
    assert house.case().evidence_gap == "no-footage"
    assert house.times(Step.FIND_CLIPS, "begin-step") == 2
    assert house.times(Step.FIND_CLIPS, "finish-step") == 1
    assert house.times_given_up(Step.FIND_CLIPS) == 1
    assert house.times(Step.FETCH_CLIPS, "finish-step") == 1
    house.assert_chain_is_whole()
