"""What an officer posts, before the law looks at it; typing is kept when something is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import LazyString, lazy_gettext
from werkzeug.datastructures import MultiDict

from accident_service.casefile.decide import LAWFUL_PAIRS
from accident_service.casefile.decision import (
    SHORTEST_REASON,
    DecisionKind,
    DecisionRequest,
    PartyGrade,
)
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionForm:
    """The form as typed, and what is wrong with it."""

    kind: DecisionKind | None = None
    seen_version: int = 0
    grades: Mapping[str, str] = field(default_factory=dict)
    provisions: tuple[str, ...] = ()
    reason: str = ""
    found: str = ""
    errors: Mapping[str, LazyString | str] = field(default_factory=dict)
    overtaken: bool = False  # the case moved on while this was typed

    def request(self) -> DecisionRequest:
        """The same as the casework takes it.

        Raises:
            ValueError: The form still has errors.
        """
        if self.kind is None or self.errors:
            raise ValueError("a form with errors asks for nothing")
        return DecisionRequest(
            kind=self.kind,
            seen_version=self.seen_version,
            grades=tuple(
                PartyGrade(letter=PartyLetter(letter), grade=Grade(grade))
                for letter, grade in self.grades.items()
            ),
            provisions=self.provisions,
            reason=self.reason,
            found=self.found,
        )


def empty_form() -> DecisionForm:
    """Nothing typed yet."""
    return DecisionForm()


def read_decision(posted: MultiDict[str, str]) -> DecisionForm:
    """What was posted, with a complaint for each field that lacks something."""
    kind = DecisionKind(posted["kind"]) if posted.get("kind") in set(DecisionKind) else None
    grades = {letter.value: posted.get(f"grade_{letter}", "") for letter in PartyLetter}
    form = DecisionForm(
        kind=kind,
        seen_version=posted.get("seen_version", 0, type=int),
        grades=grades if kind is DecisionKind.AMEND else {},
        provisions=tuple(posted.getlist("provisions")) if kind is DecisionKind.AMEND else (),
        reason=posted.get("reason", "")[:LONGEST_REASON],
        found=posted.get("found", "")[:LONGEST_REASON],
    )
    return DecisionForm(
        kind=form.kind,
        seen_version=form.seen_version,
        grades=form.grades,
        provisions=form.provisions,
        reason=form.reason,
        found=form.found,
        errors=_complaints(form),
    )


def _complaints(form: DecisionForm) -> dict[str, LazyString | str]:
    if form.kind is None:
        return {"kind": lazy_gettext("Choose confirm, amend or refer.")}
    wrong: dict[str, LazyString | str] = {}
    if form.kind is DecisionKind.AMEND:
        if any(grade not in set(Grade) for grade in form.grades.values()):
            wrong["grade_A"] = lazy_gettext("Give a grade for both parties.")
        elif frozenset(Grade(one) for one in form.grades.values()) not in LAWFUL_PAIRS:
            wrong["grade_A"] = lazy_gettext(
                "The law knows full and none, primary and secondary, equal for both, or none for"
                " both (Order 146, article 60)."
            )
        if not form.provisions:
            wrong["provisions"] = lazy_gettext("Name at least one article it rests on.")
    if form.kind is DecisionKind.CERTIFY and len(form.found.strip()) < SHORTEST_REASON:
        wrong["found"] = lazy_gettext(
            "Say what was found in at least %(count)d characters.", count=SHORTEST_REASON
        )
    if form.kind is not DecisionKind.CONFIRM and len(form.reason.strip()) < SHORTEST_REASON:
        wrong[f"reason_{form.kind}"] = lazy_gettext(
            "Give a reason of at least %(count)d characters.", count=SHORTEST_REASON
        )
    return wrong
