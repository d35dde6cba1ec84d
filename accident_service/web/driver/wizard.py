"""One question a page: shows it, takes the answer, and says what comes next.

Every page may be left and returned to; a page opens only once those before it are answered,
so that a link from anywhere lands where something is still to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as PageNotFound

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import IN_WORDS, Complaint
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.labels import LABELS
from accident_service.web.driver.lists import lists
from accident_service.web.driver.questions import SCREENING_QUESTIONS, Page
from accident_service.web.language import spoken_pair

CHECK = "check"
Complaints = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wizard:
    """A run of pages over one draft.

    `read` turns a whole draft into the report or account, raising `InvalidReport`;
    `detour` may send the driver elsewhere after a page, such as to a referral.
    """

    pages: tuple[Page, ...]
    draft: Draft
    address_of: Callable[[str], str]
    read: Callable[[Mapping[str, str]], object]
    detour: Callable[[Page, Draft], str | None] = lambda _page, _draft: None
    shown_with: Mapping[str, object] = field(default_factory=dict)

    def show(self, slug: str) -> ResponseReturnValue:
        """The page, or the first one still open before it."""
        if self._may_open(slug):
            return self._rendered(self._page(slug), self.draft, {})
        return redirect(self.address_of(self.next_open()), 303)

    def take(self, slug: str) -> ResponseReturnValue:
        """Keep the answer, and go on if there is nothing to complain of."""
        page = self._page(slug)
        if not self._may_open(slug):
            return redirect(self.address_of(self.next_open()), 303)
        answers = page.reader(request.form, page.fields)
        complaints = self._complaints(page, {**self.draft.fields, **answers})
        draft = self.draft.with_answers(slug, answers, complete=not complaints)
        draft.keep()
        if complaints:
            return self._rendered(page, draft, complaints), 422
        elsewhere = self.detour(page, draft)
        return redirect(elsewhere or self.address_of(self._after(slug)), 303)

    def next_open(self) -> str:
        """The first page not yet answered; "check" when all are."""
        open_pages = (page.slug for page in self.pages if page.slug not in self.draft.done)
        return next(open_pages, CHECK)

    def complaints_of(self, fields: Mapping[str, str]) -> Complaints:
        """Everything still wrong with a draft, by field."""
        try:
            self.read(fields)
        except InvalidReport as refusal:
            return refusal.complaints
        return {}

    def _complaints(self, page: Page, fields: Mapping[str, str]) -> Complaints:
        everything = self.complaints_of(fields)
        own = {name: why for name, why in everything.items() if name in page.fields}
        if "notice_read" in page.fields and fields.get("notice_read") != "yes":
            own["notice_read"] = Complaint.MISSING
        return own

    def _rendered(self, page: Page, draft: Draft, complaints: Complaints) -> str:
        position = self.pages.index(page)
        before = self.address_of(self.pages[position - 1].slug) if position else None
        return render_template(
            page.template,
            page=page,
            fields=draft.fields,
            errors={name: in_words(why) for name, why in complaints.items()},
            labels={name: label_of(name) for name in complaints},
            action=self.address_of(page.slug),
            back=before,
            step_number=position + 1,
            step_count=len(self.pages) + 1,
            back_to_check=request.values.get("from") == CHECK,
            **lists(),
            **self.shown_with,
        )

    def _after(self, slug: str) -> str:
        if request.form.get("from") == CHECK:
            return CHECK
        slugs = [page.slug for page in self.pages] + [CHECK]
        return slugs[slugs.index(slug) + 1]

    def _may_open(self, slug: str) -> bool:
        slugs = [page.slug for page in self.pages]
        if slug == CHECK:
            return self.next_open() == CHECK
        return all(
            before in self.draft.done for before in slugs[: slugs.index(self._page(slug).slug)]
        )

    def _page(self, slug: str) -> Page:
        for page in self.pages:
            if page.slug == slug:
                return page
        raise PageNotFound


def label_of(name: str) -> str:
    """What a field is called on its page; empty where the page asks one thing only."""
    if name in SCREENING_QUESTIONS:
        return str(SCREENING_QUESTIONS[name][0])
    return str(LABELS.get(name, ""))


def in_words(complaint: str) -> str:
    """A complaint in the reader's language; an unknown code stands for itself."""
    try:
        return spoken_pair(IN_WORDS[Complaint(complaint)])
    except ValueError:
        return complaint
