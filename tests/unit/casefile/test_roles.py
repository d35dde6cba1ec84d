"""No role holds another: whoever is to do two things is given both."""

from accident_service.casefile.roles import EVERYONE_OF_THE_HOUSE, Role


def test_everyone_of_the_house_has_one_of_the_roles() -> None:
    assert frozenset(Role) == EVERYONE_OF_THE_HOUSE


def test_roles_are_kept_by_the_words_the_command_line_takes() -> None:
    assert {role.value for role in Role} == {
        *("officer", "head", "surveyor", "administrator", "auditor"),
    }
