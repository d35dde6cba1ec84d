"""What holds for all tests: marks name promises we made, and their outcomes can be tabled."""

import pytest

from tests.engines import add_options, bucket, engines_of_run, postgres_server, settle
from tests.survival.promises import promises
from tests.survival.table import OutcomeTable, proven_by

__all__ = ["bucket", "engines_of_run", "postgres_server"]


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)
    parser.addoption("--promises-table", metavar="FILE", help="write what was survived to FILE")
    parser.addoption("--promises-add", action="store_true", help="to what the last run said")
    parser.addoption("--promise", metavar="ID", help="run the tests of this promise only")


def pytest_configure(config: pytest.Config) -> None:
    settle(config)
    only_looked_at = config.getoption("collectonly") or hasattr(config, "workerinput")
    if (path := config.getoption("--promises-table")) and not only_looked_at:
        table = OutcomeTable(config.rootpath / str(path), config.rootpath / ".promises.json")
        if config.getoption("--promises-add"):
            table.go_on()
        config.pluginmanager.register(table)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known, wanted = promises(), config.getoption("--promise")
    for item in items:
        for promise in proven_by(item):
            if promise not in known:
                raise pytest.UsageError(f"{item.nodeid}: nobody promised {promise!r}")
            item.user_properties.append(("proves", promise))
    if wanted:
        others = [item for item in items if wanted not in proven_by(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if wanted in proven_by(item)]
