"""An officer is enrolled with unit, higher unit and what they were examined for."""

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.casefile.decision import Officer, Qualification
from accident_service.casefile.roles import Role
from accident_service.cli.officer import officer
from accident_service.settings import Settings
from tests.keys import open_engines

WRITTEN = (
    *("add", "--user", "bing", "--name", "丙某", "--police-no", "220301"),
    *("--unit", "2203020001", "--unit-name", "一大队", "--password", "a long password"),
)


pytestmark = pytest.mark.usefixtures("service_folder")


def add(*more: str) -> Result:
    return CliRunner().invoke(officer, [*WRITTEN, *more])


def signed_in() -> Officer:
    engines = open_engines(Settings.from_environment().ledger_url)
    found = SqlOfficerAccounts(engines, SlowHash()).authenticate("bing", "a long password")
    engines.close()
    if found is None:
        raise AssertionError("may not sign in")
    return found


def test_the_least_that_is_said_is_the_least_that_is_allowed() -> None:
    assert add().exit_code == 0
    enrolled = signed_in()
    assert enrolled.qualification is Qualification.SIMPLE
    assert enrolled.higher_unit is None


def test_qualification_and_higher_unit_are_kept() -> None:
    said = add("--grade", "junior", "--higher-unit", "2203000001", "--higher-unit-name", "支队")
    assert said.exit_code == 0
    enrolled = signed_in()
    assert enrolled.qualification is Qualification.JUNIOR
    assert (enrolled.higher_unit, enrolled.higher_unit_name) == ("2203000001", "支队")


def test_a_grade_nobody_is_examined_for_is_refused() -> None:
    assert add("--grade", "chief").exit_code == 2


def test_whoever_is_enrolled_works_on_cases_unless_said_otherwise() -> None:
    assert add().exit_code == 0
    assert standing_of(signed_in()) == frozenset({Role.OFFICER})


def test_the_first_administrator_is_made_at_the_command_line() -> None:
    assert add("--role", "administrator", "--role", "auditor").exit_code == 0
    assert standing_of(signed_in()) == frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def test_a_role_is_given_and_taken_later() -> None:
    assert add().exit_code == 0
    given = CliRunner().invoke(officer, ["role", "grant", "--user", "bing", "head"])
    assert given.output == "bing may sign in as head, officer\n"
    taken = CliRunner().invoke(officer, ["role", "take", "--user", "bing", "officer"])
    assert taken.output == "bing may sign in as head\n"
    assert standing_of(signed_in()) == frozenset({Role.HEAD})
    assert CliRunner().invoke(officer, ["role", "grant", "--user", "x", "head"]).exit_code == 2


def standing_of(somebody: Officer) -> frozenset[Role]:
    engines = open_engines(Settings.from_environment().ledger_url)
    standing = SqlOfficerAccounts(engines, SlowHash()).standing(somebody.id)
    engines.close()
    return standing.roles
