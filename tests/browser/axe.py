"""axe-core's verdict on a page: WCAG 2.2 AA and its best practices."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """
async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((one) => one.nodes.map((node) =>
    `${one.id} (${one.impact}): ${node.target.join(" ")}: ${node.html.slice(0, 120)}`));
}
"""


def is_here() -> bool:
    """Whether the set-up could fetch axe-core."""
    return SOURCE.is_file()


def violations_of(page: Page) -> list[str]:
    """Every place that breaks a rule, with the rule; empty where axe finds nothing."""
    page.evaluate(_source())  # by the browser's debugger: the page's own policy stays as strict
    violations: list[str] = page.evaluate(RUN)
    return violations


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
