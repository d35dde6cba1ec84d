"""Keys are listed, replaced and forgotten; nothing they protect is lost, and it is on record."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.second_factors import SqlSecondFactors
from accident_service.casefile.stage import Stage
from accident_service.cli.keys import keys
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings
from accident_service.wiring import make_sandbox, open_ledger, prepare
from accident_service.wiring.doors import second_factor_seal
from accident_service.wiring.keys import NAMES
from accident_service.wiring.sandbox import sandbox_ledger
from tests.fakes import examples


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service with a case in its ledger."""
    folder = tmp_path_factory.mktemp("ready")
    found = Settings.from_environment({}, overrides={"DATA_DIR": str(folder)})
    prepare(found)
    with open_ledger(found).transaction() as work:
        work.cases.add(examples.proposed_case("1"))
    return folder


@pytest.fixture
def settings(tmp_path: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A service of one's own, as `ready` is."""
    shutil.copytree(ready, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("ACCIDENT_SERVICE_DATA_DIR", str(tmp_path))
    return Settings.from_environment()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(keys, arguments)


def told(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.output


def secrets_in(settings: Settings) -> list[str]:
    texts = [path.read_bytes() for path in settings.key_folder.iterdir() if path.is_file()]
    return [text.hex() for text in texts] + [
        word for text in texts for word in text.decode(errors="ignore").split()
    ]


def test_every_key_is_listed_with_its_age_and_never_itself(settings: Settings) -> None:
    second_factor_seal(settings)
    listed = told("list")
    assert all(name in listed for name in NAMES)
    assert "0 days   people's data in the database" in listed
    assert "not made yet   sign-ins of the pages" in listed
    assert not [secret for secret in secrets_in(settings) if len(secret) > 20 and secret in listed]


def test_personal_data_get_another_key_and_then_lose_the_old_one(settings: Settings) -> None:
    path = settings.key_folder / "personal-data.key"
    old = path.read_text()
    assert "case_party" in told("rotate", "personal-data")
    assert old.strip() in path.read_text()
    assert "1 before it still kept" in told("list")
    assert told("forget", "personal-data") == "personal-data: 1 key removed\n"
    assert old.strip() not in path.read_text()
    with open_ledger(settings).reading() as work:
        assert work.cases.load(examples.proposed_case("1").id) == examples.proposed_case("1")


@pytest.mark.usefixtures("settings")
def test_a_key_is_added_for_all_hosts_before_it_writes() -> None:
    added = told("add").split()[1]
    assert f"key {added}" not in told("list")
    told("rotate", "personal-data")
    assert f"key {added}" in told("list")
    assert "all personal data are sealed" in told("seal")


def test_replacing_a_key_is_on_record(settings: Settings) -> None:
    told("rotate", "unit")
    with open_ledger(settings).reading() as work:
        (entry,) = work.audit.whole()
    assert (entry.act.verb, entry.act.detail) == ("replace-key", (("key", "unit"),))


@pytest.mark.usefixtures("settings")
def test_what_documents_are_checked_with_stays() -> None:
    refused = run("forget", "unit")
    assert refused.exit_code == 2
    assert "they stay" in refused.output


def test_only_sign_ins_end_at_once(settings: Settings) -> None:
    refused = run("rotate", "answers", "--at-once")
    assert refused.exit_code == 2
    assert "would be lost" in refused.output
    told("rotate", "session")
    told("rotate", "session", "--at-once")
    assert list(settings.key_folder.glob("session.key*")) == [settings.key_folder / "session.key"]


def test_secrets_of_second_factors_are_sealed_with_the_new_key(settings: Settings) -> None:
    ledger, officer = open_ledger(settings), examples.officer()
    SqlOfficerAccounts(ledger.engines, SlowHash()).enrol(
        officer, user_name="bing", password="a long password"
    )
    factors = SqlSecondFactors(ledger.engines, ledger.clock, second_factor_seal(settings))
    secret = factors.begin(officer.id, "bing").secret
    told("rotate", "second-factors")
    assert told("forget", "second-factors") == "second-factors: 1 key removed\n"
    sealed_anew = SqlSecondFactors(ledger.engines, ledger.clock, second_factor_seal(settings))
    assert sealed_anew.begin(officer.id, "bing").secret == secret


def test_samples_of_the_sandbox_are_sealed_anew_too(settings: Settings) -> None:
    make_sandbox(settings)
    told("rotate", "personal-data")
    told("forget", "personal-data")
    with sandbox_ledger(settings).reading() as work:
        assert work.cases.listed(frozenset(Stage), limit=1, offset=0)


def test_no_new_key_is_made_for_a_ledger_whose_key_is_missing(settings: Settings) -> None:
    path = settings.key_folder / "personal-data.key"
    path.unlink()
    with pytest.raises(InvalidSettings, match="put it back"):
        prepare(settings)
    assert not path.exists()
