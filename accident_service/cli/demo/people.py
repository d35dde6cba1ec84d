"""Two drivers, using nothing but the pages' own forms."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import click
import mechanicalsoup

PAGES_AT_MOST = 40
SIX_DIGITS = re.compile(r"(?P<phone_end>\d{4}): (?P<code>\d{6})")


@dataclass(slots=True)
class Visitor:
    """Someone with a browser of their own."""

    url: str
    browser: mechanicalsoup.StatefulBrowser = field(
        default_factory=lambda: mechanicalsoup.StatefulBrowser(
            soup_config={"features": "html.parser"}, raise_on_404=True
        )
    )

    def __post_init__(self) -> None:
        self.browser.session.headers["Accept-Language"] = "en"

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlparse(str(self.browser.url)).path

    def open(self, path: str) -> None:
        """Go to an address of the service."""
        self.browser.open(path if path.startswith("http") else self.url + path)

    def fill_in(self, form: str, answers: dict[str, str]) -> None:
        """Fill in the fields of a form that there is an answer for, and send it.

        Raises:
            click.ClickException: The page has no such form, or refused the answers.
        """
        if self.browser.page.select_one(form) is None:
            raise click.ClickException(f"{self.path} has no form {form}: {self._title()}")
        self.browser.select_form(form)
        for name, answer in answers.items():
            field_of_page = self.browser.form.form.find(attrs={"name": name})
            if field_of_page is None:
                continue
            if field_of_page.name == "button":
                self.browser.form.choose_submit(field_of_page)
            else:
                self.browser[name] = answer
        response = self.browser.submit_selected()
        if response.status_code >= 400:
            raise click.ClickException(
                f"{self.path} answered {response.status_code}: {self._told()}"
            )

    def _title(self) -> str:
        heading = self.browser.page.select_one("h1")
        return heading.get_text(" ", strip=True) if heading else "no heading"

    def _told(self) -> str:
        summary = self.browser.page.select_one(".error-summary") or self.browser.page.select_one(
            "main"
        )
        return summary.get_text(" ", strip=True)[:400] if summary else ""


@dataclass(slots=True)
class Driver(Visitor):
    """A driver with a phone; the codes arrive in the demo's file."""

    phone: str = ""
    codes_file: Path = Path()

    def give_account(self, first_page: str, answers: dict[str, str]) -> None:
        """Verify the phone and answer page after page until the form is sent.

        Raises:
            click.ClickException: A page refused an answer, or the form never ended.
        """
        self.open(first_page)
        for _ in range(PAGES_AT_MOST):
            if self.path.startswith("/case/"):
                return
            if self.path == "/sign-in":
                self.fill_in("main form", {"phone": self.phone})
            elif self.path == "/sign-in/code":
                self.fill_in("main form", {"code": self._code()})
            else:
                self.fill_in("main form", answers)
        raise click.ClickException(f"the form did not end; it stopped at {self.path}")

    def invitation(self) -> str:
        """The link for the other driver, as the status page shows it.

        Raises:
            click.ClickException: The page shows none.
        """
        found = re.search(r"https?://[^\s\"'<>]+/join/[\w-]+", str(self.browser.page))
        if found is None:
            raise click.ClickException(f"{self.path} shows no link for the other driver")
        return found.group()

    def _code(self) -> str:
        lines = self.codes_file.read_text(encoding="utf-8").splitlines()
        mine = [
            m
            for line in lines
            if (m := SIX_DIGITS.search(line)) and m["phone_end"] == self.phone[-4:]
        ]
        return mine[-1]["code"]
