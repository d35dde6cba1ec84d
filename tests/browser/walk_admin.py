"""The way of those who run the house, for tests and for photographs."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.walk import enter_desk
from tests.fakes import examples


def admin(page: Page, address: str) -> Iterator[str]:
    """People, one account, the record, the rules; for somebody with every role."""
    enter_desk(page, address)
    page.goto(f"{address}/officer/unit")
    yield "officer-unit"
    for path, shown in (
        ("people", "people"),
        ("people/officer-2", "person"),
        (f"units/{examples.officer().unit}", "unit"),
        ("retention", "retention"),
        ("retention/run-1", "run"),
        ("audit?check=1", "audit"),
        ("audit?case=nothing-like-it", "audit-empty"),
        ("call-ups", "call-ups"),
        ("law", "law"),
        ("steps", "steps"),
        ("steps?step=propose", "steps-empty"),
        ("webhooks", "webhooks"),
        ("webhooks/whe_picc", "webhook"),
        ("webhooks/whe_cpic", "webhook-off"),
    ):
        page.goto(f"{address}/officer/admin/{path}")
        yield f"officer-admin-{shown}"
