"""The second driver joins by link and gives an account of their own."""

from dataclasses import dataclass
from datetime import timedelta

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casefile.party_tracks import match_parties
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS, Stage
from accident_service.casework.notify import notify, other_than
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.casework.secure_clips import secure_recordings
from accident_service.errors import Conflict
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import Party, PartyLetter
from accident_service.reports.second_word import SecondWord
from accident_service.reports.statement import Statement

# Enough for a slip in the number; no way of pestering somebody by text messages. [design]
MOST_INVITATIONS = 3
ONE_TAP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class JoinCase:
    """Add party B and their statement; match the parties to the vehicles when both are known."""

    ledger: Ledger
    clock: Clock

    def __call__(
        self, case_id: CaseId, party: Party, statement: Statement, word: SecondWord | None = None
    ) -> Case:
        """The same person submitting twice changes nothing.

        Args:
            word: What the party says to the facts reported; the law may refer the case by it.

        Raises:
            Conflict: Someone else has joined as party B, or the case is decided.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.party(party.letter) == party:
                return case
            case = with_matched_parties(case.joined_by(party, statement))
            if word is not None:
                case = self._heard(work, case, word)
            work.cases.save(case)
            self._tell_first(work, case, party.letter)
            self._record(work, case, "join-case", party.letter)
        return case

    def tell(self, case_id: CaseId, word: SecondWord) -> Case:
        """Who was invited says, before any account, what takes the case off the online way.

        It cannot wait for an account: somebody may be hurt.

        Raises:
            Conflict: By this word the case would not be referred, or it is decided.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.stage is Stage.REFERRED:
                return case
            if case.stage in CLOSED_TO_ACCOUNTS or case.party(PartyLetter.B) is not None:
                raise Conflict(f"case {case.tracking_code} is {case.stage}; nothing can be added")
            case = self._heard(work, case, word)
            if case.stage is not Stage.REFERRED:
                raise Conflict(f"case {case.tracking_code} stays online; give an account")
            work.cases.save(case)
            self._tell_first(work, case, PartyLetter.B)
        return case

    def invite(self, case_id: CaseId, by: PartyLetter, phone: str, language: str) -> None:
        """Send the other driver a link by text message; a second tap sends one message.

        Raises:
            Conflict: They have joined, no account is taken any more, or it was sent often enough.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.party(PartyLetter.B) is not None or case.stage in CLOSED_TO_ACCOUNTS:
                raise Conflict(f"case {case.tracking_code} takes no more accounts")
            sent = [
                one.notice.created_at
                for one in work.notices.of_case(case_id)
                if one.notice.kind is NoticeKind.INVITED
            ]
            if any(at - before < ONE_TAP for before in sent):
                return
            if len(sent) >= MOST_INVITATIONS:
                raise Conflict("the link was sent often enough; show the code, or send it yourself")
            work.notices.add(
                Notice(
                    case=case_id,
                    letter=PartyLetter.B,
                    kind=NoticeKind.INVITED,
                    language=language,
                    created_at=at,
                    phone=phone,
                )
            )
            self._record(work, case, "send-invitation", by)

    def _heard(self, work: UnitOfWork, case: Case, word: SecondWord) -> Case:
        """The case with the word; the law is asked again, and its answer is on record."""
        was_referred = case.stage is Stage.REFERRED
        case = case.with_second_word(word)
        if case.stage is Stage.REFERRED and not was_referred:
            work.steps.request(case.id, Step.HAND_OVER)
            secure_recordings(work, case)
        self._record(work, case, "answer-shared-facts", PartyLetter.B)
        return case

    def _tell_first(self, work: UnitOfWork, case: Case, joined: PartyLetter) -> None:
        kind = NoticeKind.REFERRED if case.stage is Stage.REFERRED else NoticeKind.JOINED
        notify(work, case, kind, other_than(joined), self.clock.now())

    def _record(self, work: UnitOfWork, case: Case, verb: str, letter: PartyLetter) -> None:
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"driver:{letter}",
                verb=verb,
                case=case.id,
                detail=(("routing", case.report.routing.code),),
            )
        )


def with_matched_parties(case: Case) -> Case:
    """The case with its parties matched to tracks, unless an officer has already done so.

    Two accounts that contradict each other undo a match made from the first one alone.
    """
    analysis = case.primary_analysis
    if analysis is None or analysis.contact is None:
        return case
    if case.party_tracks is not None and case.party_tracks.matched_by != "statements":
        return case
    matched = match_parties(analysis.contact, case.statements)
    if matched == case.party_tracks:
        return case
    return case.with_party_tracks(matched)
