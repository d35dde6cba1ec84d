"""What asking a party for more must bring with it, and what an answer must."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.evidence_request import EvidenceRequest, EvidenceWanted
from accident_service.casefile.notice import LEGAL_TIME
from accident_service.casefile.recusal import SHORTEST_REASON
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.reports.party import PartyLetter

LONGEST_WAIT = timedelta(days=30)  # a case does not lie open for longer on one request [design]
USUAL_WAIT = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWish:
    """What an officer asks for; nothing in it is believed before `asked_for` has looked."""

    letter: PartyLetter
    wanted: EvidenceWanted
    words: str
    due_on: date
    seen_version: int


def asked_for(case: Case, wish: EvidenceWish, officer: Officer, at: datetime) -> Case:
    """The case with the request; its stage stays, for the officer may decide all the same.

    Raises:
        NotPermitted: The officer is not qualified for the simple procedure (SPR-23.2).
        CaseMovedOn: The case is not as the officer saw it.
        StepOutOfOrder: The case does not wait for an officer.
        InvalidDecision: The party has not joined, too few words, or a day that will not do.
    """
    if not officer.may_decide_simple_procedure:
        raise NotPermitted(f"officer {officer.police_no} is not qualified for simple procedure")
    if wish.seen_version != case.version:
        raise CaseMovedOn(f"you saw version {wish.seen_version}; it is now {case.version}")
    if case.stage not in AWAITING_OFFICER:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}, not waiting for you")
    if case.party(wish.letter) is None:
        raise InvalidDecision(f"party {wish.letter} has not joined and cannot be asked")
    if len(wish.words.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"say in at least {SHORTEST_REASON} characters what is asked for")
    today = at.astimezone(LEGAL_TIME).date()
    if not today <= wish.due_on <= today + LONGEST_WAIT:
        raise InvalidDecision(f"the answer is due between today and {LONGEST_WAIT.days} days on")
    request = EvidenceRequest(
        number=len(case.evidence_requests) + 1,
        letter=wish.letter,
        wanted=wish.wanted,
        words=wish.words.strip(),
        officer=officer.id,
        officer_name=officer.name,
        asked_at=at,
        due_on=wish.due_on,
    )
    return replace(
        case, version=case.version + 1, evidence_requests=(*case.evidence_requests, request)
    )


def answered(case: Case, letter: PartyLetter, number: int, words: str, at: datetime) -> Case:
    """The case with this party's answer; a second one, or a second click, changes nothing.

    Raises:
        StepOutOfOrder: The party was not asked this, or an officer has decided meanwhile.
        InvalidDecision: No words, and no photograph since it was asked for.
    """
    request = next((one for one in case.evidence_requests if one.number == number), None)
    if request is None or request.letter is not letter:
        raise StepOutOfOrder(f"party {letter} was not asked for evidence {number}")
    if not request.is_open:
        return case
    if case.stage not in AWAITING_OFFICER:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is too late")
    if not words.strip() and not photos_since(case, request):
        raise InvalidDecision("say something, or add photographs first")
    given = request.answered(words.strip(), at)
    requests = tuple(given if one is request else one for one in case.evidence_requests)
    return replace(case, version=case.version + 1, evidence_requests=requests)


def open_requests(case: Case, letter: PartyLetter | None = None) -> tuple[EvidenceRequest, ...]:
    """What still waits for an answer, of one party or of both; nothing once it is decided."""
    if case.stage not in AWAITING_OFFICER:
        return ()
    return tuple(
        one for one in case.evidence_requests if one.is_open and letter in (None, one.letter)
    )


def has_answer(case: Case) -> bool:
    """Has a party answered what an officer asked, with nothing asked left open?"""
    waits = case.stage in AWAITING_OFFICER
    return waits and bool(case.evidence_requests) and not open_requests(case)


def photos_since(case: Case, request: EvidenceRequest) -> int:
    """How many photographs of the party have come in since it was asked."""
    return sum(
        one.letter is request.letter and one.received_at >= request.asked_at for one in case.photos
    )
