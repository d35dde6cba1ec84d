"""Review by the next higher unit: applied for by a party, concluded by two officers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.apply_for_review import applied_for
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.deadlines import Deadline, due
from accident_service.casefile.decision import Officer
from accident_service.casefile.notice import NoticeKind
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review import Review, ReviewApplication, ReviewState
from accident_service.casefile.time_limits import LimitKind, TimeLimits
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.document_in_force import demand_in_force, settle_status
from accident_service.casework.notify import notify, other_than
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.serve_document import demand_seen
from accident_service.errors import (
    BeyondCalendar,
    InvalidDecision,
    NotPermitted,
)
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWish:
    """What a party writes; which document it is about, the ledger knows."""

    request: str
    reasons: str
    main_evidence: str


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """The party's side, and the forwarding by the unit that decided."""

    ledger: Ledger
    clock: Clock
    limits: TimeLimits
    calendar: WorkingCalendar

    def apply(self, case_id: CaseId, letter: PartyLetter, wish: ReviewWish) -> Review:
        """The application as accepted or refused; either way it is on record with its reason.

        Raises:
            NotFound: There is nothing to review.
            InvalidDecision, Conflict: See `applied_for`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            review = self._application(work, case, proceedings, (letter, wish, at))
            refused = review.state is ReviewState.REFUSED
            self._keep(
                work,
                case,
                proceedings.with_review(review),
                AuditAct(
                    at=at,
                    actor=f"driver:{letter}",
                    verb="refuse-review" if refused else "apply-for-review",
                    case=case.id,
                    detail=(
                        ("number", review.application.document),
                        *((("reason", review.not_accepted),) if review.not_accepted else ()),
                    ),
                ),
            )
            if not refused:
                notify(work, case, NoticeKind.REVIEW_OPENED, other_than(letter), at)
        return review

    def withdraw(self, case_id: CaseId, letter: PartyLetter) -> Review:
        """The review given up by the party who asked for it.

        Raises:
            NotFound: No review runs.
            NotPermitted: The other party asked for it.
        """
        at = self.clock.now()

        def given_up(review: Review) -> Review:
            if review.application.letter is not letter:
                raise NotPermitted("only who applied for the review may withdraw it")
            return review.withdrawn(at)

        return self._changed(case_id, given_up, ("withdraw-review", f"driver:{letter}"))

    def forward(self, case_id: CaseId, officer: Officer, *, seen_version: int) -> Review:
        """The application and its file, sent up by an officer of the unit that decided.

        Raises:
            NotFound: No review runs.
            CaseMovedOn: The proceedings are not as the officer saw them.
            NotPermitted: The officer is of another unit.
            InvalidDecision: The officer's higher unit has not been recorded.
        """
        at = self.clock.now()

        def sent_up(review: Review) -> Review:
            if officer.higher_unit is None:
                raise InvalidDecision("your account does not say which unit is the next higher one")
            return review.forwarded(officer.higher_unit, officer.higher_unit_name, at)

        return self._changed(
            case_id,
            sent_up,
            ("forward-review", f"officer:{officer.id}"),
            lambda case, proceedings: _demand_deciding_unit(
                case, proceedings, officer, seen_version
            ),
        )

    def _application(
        self,
        work: UnitOfWork,
        case: Case,
        proceedings: Proceedings,
        asked: tuple[PartyLetter, ReviewWish, datetime],
    ) -> Review:
        letter, wish, at = asked
        document = demand_in_force(work, case)
        application = ReviewApplication(
            letter=letter,
            document=document.document,
            kind=document.kind,
            request=wish.request.strip(),
            reasons=wish.reasons.strip(),
            main_evidence=wish.main_evidence.strip(),
            applied_at=at,
        )
        served_at = proceedings.served_at(document.document, letter)
        return applied_for(
            application, time_limit=self.time_limit(served_at), earlier=proceedings.reviews
        )

    def time_limit(self, served_at: datetime | None) -> Deadline | None:
        """Until when a party served at that moment may apply.

        None while it is not served, and where the calendar does not reach: nobody's
        application is refused for a day that cannot be told.
        """
        if served_at is None:
            return None
        try:
            return due(self.limits[LimitKind.APPLY_FOR_REVIEW], served_at, self.calendar)
        except BeyondCalendar:
            return None

    def _changed(
        self,
        case_id: CaseId,
        change: Callable[[Review], Review],
        act: tuple[str, str],
        demand: Callable[[Case, Proceedings], None] = lambda _case, _proceedings: None,
    ) -> Review:
        verb, actor = act
        with self.ledger.transaction() as work:
            case, proceedings = work.cases.load(case_id), work.proceedings.load(case_id)
            demand(case, proceedings)
            before = proceedings.open_review()
            after = change(before)
            self._keep(
                work,
                case,
                proceedings.with_review_changed(before, after),
                AuditAct(at=self.clock.now(), actor=actor, verb=verb, case=case.id),
            )
        return after

    def _keep(self, work: UnitOfWork, case: Case, after: Proceedings, act: AuditAct) -> None:
        work.proceedings.save(after)
        settle_status(work, case, after, act.at)
        work.audit.append(act)


def _demand_deciding_unit(
    case: Case, proceedings: Proceedings, officer: Officer, seen_version: int
) -> None:
    demand_seen(proceedings, seen_version)
    if case.decision is None or officer.unit != case.decision.officer.unit:
        raise NotPermitted("the file is forwarded by the unit that decided the case")
