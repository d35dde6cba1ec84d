"""The operator's file of the house's sign-in: refused where it cannot be used, secrets unsaid."""

from pathlib import Path

import pytest

from accident_service.adapters.house_sign_in.configured import configured_house_sign_in
from accident_service.errors import InvalidSettings
from tests.fakes.clock import FakeClock
from tests.web.house_provider import HouseProvider, settings_file

NO_SECRETS: dict[str, str] = {}
PROVIDER = HouseProvider(FakeClock(), url="https://login.city.example")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("# for all", "may be read by others"),
        ('scope = "all"', "scope is no field"),
        ("claim = 3", "claim"),
    ],
)
def test_a_file_of_no_use_is_told(tmp_path: Path, more: str, why: str) -> None:
    path = settings_file(tmp_path, PROVIDER, more)
    path.chmod(0o644 if "all" in more and "=" not in more else 0o600)
    with pytest.raises(InvalidSettings, match=why):
        configured_house_sign_in(path, NO_SECRETS.get, FakeClock())


def test_a_secret_written_out_is_refused_and_not_repeated(tmp_path: Path) -> None:
    path = settings_file(tmp_path, PROVIDER)
    path.write_text(path.read_text().replace("env:HOUSE", "hunter22-and-more"))
    with pytest.raises(InvalidSettings) as refusal:
        configured_house_sign_in(path, NO_SECRETS.get, FakeClock())
    assert "hunter22" not in str(refusal.value)


def test_without_a_file_there_is_no_such_sign_in() -> None:
    assert configured_house_sign_in(None, NO_SECRETS.get, FakeClock()) is None


def test_what_the_button_says_and_what_accounts_are_named_by_may_be_left_out(
    tmp_path: Path,
) -> None:
    path = settings_file(tmp_path, PROVIDER)
    kept = [line for line in path.read_text().splitlines() if not line.startswith("name_")]
    path.write_text("\n".join(kept))
    house = configured_house_sign_in(path, NO_SECRETS.get, FakeClock())
    assert house is not None
    assert house.words[0] == "单位统一身份认证"
    assert house.claim == "preferred_username"
