"""Two drivers settle an undisputed accident themselves (自行协商, SPR-19 to 22).

One writes down what happened and who bears what; the other signs the very same text, or makes
an offer of their own. No officer takes part; where a party disputes anything, nothing is signed.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.decide import LAWFUL_PAIRS
from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.stage import ALLOWED_MOVES, Stage
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter

SHORTEST_FACTS = 10  # characters: where and how the vehicles touched cannot be said in fewer
# SPR-60's division by degrees is for officers to weigh; two drivers agree on all or half, as the
# forms of several cities have it [P-QZ21].
AGREEABLE = frozenset({Grade.FULL, Grade.EQUAL, Grade.NONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOffer:
    """What one party has signed and the other has not yet."""

    by: PartyLetter
    facts: str
    grades: tuple[PartyGrade, ...]
    offered_at: datetime


def offer_of(
    case: Case, *, by: PartyLetter, facts: str, grades: tuple[PartyGrade, ...], at: datetime
) -> AgreementOffer:
    """The offer of one party.

    Raises:
        StepOutOfOrder: The other party has not joined, or the case is decided.
        InvalidDecision: The facts are not told, or the division is none two parties may have.
    """
    demand_open_to_agreement(case)
    if len(facts.strip()) < SHORTEST_FACTS:
        raise InvalidDecision(f"say what happened in at least {SHORTEST_FACTS} characters")
    given = {one.letter: one.grade for one in grades}
    if set(given) != set(PartyLetter):
        raise InvalidDecision("say what party A and what party B bears")
    shares = frozenset(given.values())
    if not shares <= AGREEABLE or shares not in LAWFUL_PAIRS or shares == {Grade.NONE}:
        raise InvalidDecision("you may agree on full and none, or on equal responsibility")
    return AgreementOffer(by=by, facts=facts.strip(), grades=grades, offered_at=at)


def demand_other_signature(offer: AgreementOffer | None, letter: PartyLetter) -> AgreementOffer:
    """The offer, if this party may sign it.

    Raises:
        StepOutOfOrder: There is none (any more).
        NotPermitted: It is this party's own.
    """
    if offer is None:
        raise StepOutOfOrder("there is no offer to sign; it may have been withdrawn")
    if offer.by is letter:
        raise NotPermitted("you have signed; the other party signs too, or does not")
    return offer


def demand_open_to_agreement(case: Case) -> None:
    """Refuse a case that is decided, referred by law, or known to one party only.

    Raises:
        StepOutOfOrder: It is.
    """
    if Stage.AGREED not in ALLOWED_MOVES[case.stage]:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; it is past agreeing")
    if any(case.party(letter) is None for letter in PartyLetter):
        raise StepOutOfOrder("the other party has not joined yet")
