"""Every alert that is recommended rests on a figure that is exported, and says what to do."""

import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from accident_service.casework.trouble_ports import Trouble
from accident_service.web.exported_figures import EXPORTED

RULES = Path(__file__).resolve().parents[2] / "docs" / "alerts.yml"
GROUPS: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
ALERTS = [rule for group in GROUPS for rule in group["rules"]]


def looked_at(condition: str) -> list[promql_parser.VectorSelector]:
    """The figures in it, as Prometheus reads it."""
    found: list[promql_parser.VectorSelector] = []

    def see(part: promql_parser.Expr) -> None:
        if isinstance(part, promql_parser.VectorSelector):
            found.append(part)

    promql_parser.walk(promql_parser.parse(condition), see)
    return found


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_rests_on_figures_there_are(rule: dict[str, Any]) -> None:
    figures = looked_at(rule["expr"])
    assert {one.name for one in figures} <= EXPORTED | {"up"}  # which Prometheus keeps itself
    assert figures
    for matcher in (one for figure in figures for one in figure.matchers.matchers):
        assert matcher.name != "trouble" or matcher.value in list(Trouble)


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert all(rule["annotations"][one] for one in ("summary", "do"))
    assert re.fullmatch(r"\d+[smh]", rule.get("for", "1m"))


def test_no_alert_is_there_twice() -> None:
    names = [rule["alert"] for rule in ALERTS]
    assert len(set(names)) == len(names)
