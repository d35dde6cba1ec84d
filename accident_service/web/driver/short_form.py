"""A few questions, one a page, and a last look before they are sent; no script needed.

For what a party may ask for after the report: the answers wait in a draft on the server, so
that a lost connection or the back button loses nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from werkzeug.exceptions import NotFound as PageNotFound

from accident_service.web.driver.draft import Draft

CHECK = "check"
LONGEST_ANSWER = 2000
MISSING = lazy_gettext("Please answer this.")
TOO_SHORT = lazy_gettext("Please say a little more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: free words, or a choice where `choices` are given."""

    slug: str
    title: LazyString
    hint: LazyString | str = ""
    shortest: int = 1
    choices: tuple[tuple[str, LazyString], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """The questions over one draft; `leave` is where "back" leads from the first."""

    questions: tuple[Asked, ...]
    draft: Draft
    address_of: Callable[[str], str]
    leave: str
    submit_words: LazyString
    warning: LazyString | str = ""
    prefilled: Mapping[str, str] = field(default_factory=dict)  # until the party writes its own

    def show(self, slug: str) -> ResponseReturnValue:
        """The page, or the first one still open before it."""
        if slug == CHECK:
            return self._check("") if self._next_open() == CHECK else self._to_next_open()
        return self._page(self._question(slug), self.answers(), "")

    def take(self, slug: str) -> ResponseReturnValue:
        """Keep the answer, and go on if there is nothing to complain of."""
        asked = self._question(slug)
        answer = request.form.get(slug, "").strip()[:LONGEST_ANSWER]
        wrong = _complaint(asked, answer)
        draft = self.draft.with_answers(slug, {slug: answer}, complete=not wrong)
        draft.keep()
        if wrong:
            return self._page(asked, {**self.answers(), slug: answer}, wrong), 422
        return redirect(self.address_of(_after(self.questions, asked)), 303)

    def answers(self) -> dict[str, str]:
        """What has been answered so far, by question."""
        return {
            one.slug: self.draft.fields.get(one.slug, self.prefilled.get(one.slug, ""))
            for one in self.questions
        }

    def ready(self) -> ResponseReturnValue | None:
        """None when everything is answered; else the page that is still open."""
        return None if self._next_open() == CHECK else self._to_next_open()

    def refused(self, why: LazyString | str) -> ResponseReturnValue:
        """The last page again, with what stood in the way."""
        return self._check(why), 422

    def _page(self, asked: Asked, answers: dict[str, str], wrong: LazyString | str) -> str:
        position = self.questions.index(asked)
        before = self.address_of(self.questions[position - 1].slug) if position else self.leave
        return render_template(
            "driver/short_question.html",
            asked=asked,
            fields=answers,
            errors={asked.slug: wrong} if wrong else {},
            action=self.address_of(asked.slug),
            back=before,
            step_number=position + 1,
            step_count=len(self.questions) + 1,
        )

    def _check(self, why: LazyString | str) -> str:
        return render_template(
            "driver/short_check.html",
            form=self,
            answers=self.answers(),
            why=why,
            action=self.address_of(CHECK),
            back=self.address_of(self.questions[-1].slug),
        )

    def _next_open(self) -> str:
        left = (one.slug for one in self.questions if one.slug not in self.draft.done)
        return next(left, CHECK)

    def _to_next_open(self) -> ResponseReturnValue:
        return redirect(self.address_of(self._next_open()), 303)

    def _question(self, slug: str) -> Asked:
        for one in self.questions:
            if one.slug == slug:
                return one
        raise PageNotFound


def _after(questions: tuple[Asked, ...], asked: Asked) -> str:
    slugs = [*(one.slug for one in questions), CHECK]
    return slugs[slugs.index(asked.slug) + 1] if request.form.get("from") != CHECK else CHECK


def _complaint(asked: Asked, answer: str) -> LazyString | str:
    if not answer or (asked.choices and answer not in dict(asked.choices)):
        return MISSING
    return TOO_SHORT if len(answer) < asked.shortest else ""
