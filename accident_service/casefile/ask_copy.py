"""Asking for a copy of a recording for somebody outside, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.clip_copy import DisclosedCopy, Disclosure
from accident_service.casefile.decision import Officer
from accident_service.casefile.stage import Stage
from accident_service.errors import InvalidDecision, NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import ClipId

SHORTEST_RECIPIENT, SHORTEST_PURPOSE = 2, 6  # characters [design]
# Before the decision nobody outside gets a picture, and no copy tells how it may end.
OPEN_TO_DISCLOSURE = frozenset({Stage.DETERMINED, Stage.CERTIFIED, Stage.REOPENED})


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureWish:
    """What an officer asks for; nothing in it is believed before `wished` has looked."""

    clip: ClipId
    recipient: str
    purpose: str


def wished(case: Case, wish: DisclosureWish, officer: Officer, at: datetime) -> Case:
    """The case with the copy asked for; the same again while one waits changes nothing.

    Raises:
        StepOutOfOrder: It is not decided; nothing of it goes outside yet.
        NotFound: The case holds no such recording.
        InvalidDecision: Nobody is named, or no purpose.
    """
    if case.stage not in OPEN_TO_DISCLOSURE:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}; copies come after that")
    if wish.clip not in {one.id for one in case.clips}:
        raise NotFound(f"case {case.tracking_code} holds no recording {wish.clip}")
    recipient, purpose = wish.recipient.strip(), wish.purpose.strip()
    if len(recipient) < SHORTEST_RECIPIENT:
        raise InvalidDecision("say who gets the copy")
    if len(purpose) < SHORTEST_PURPOSE:
        raise InvalidDecision(f"say in at least {SHORTEST_PURPOSE} characters what it is for")
    asked = Disclosure(
        number=len(case.disclosures) + 1,
        clip=wish.clip,
        recipient=recipient,
        purpose=purpose,
        officer=officer.id,
        officer_name=officer.name,
        asked_at=at,
    )
    if any(_same(one, asked) for one in case.disclosures):
        return case
    return replace(case, version=case.version + 1, disclosures=(*case.disclosures, asked))


def _same(known: Disclosure, asked: Disclosure) -> bool:
    return known.waits and (known.clip, known.recipient, known.purpose) == (
        asked.clip,
        asked.recipient,
        asked.purpose,
    )


def waiting(case: Case) -> tuple[Disclosure, ...]:
    """The copies a worker has yet to make."""
    return tuple(one for one in case.disclosures if one.waits)


def ended(case: Case, results: tuple[Disclosure, ...]) -> Case:
    """The case with these copies made or refused; what ended before stays as it was."""
    by_number = {one.number: one for one in results}
    after = tuple(by_number.get(one.number, one) if one.waits else one for one in case.disclosures)
    if after == case.disclosures:
        return case
    return replace(case, version=case.version + 1, disclosures=after)


def made(case: Case, number: int) -> DisclosedCopy:
    """The finished copy of this number.

    Raises:
        NotFound: There is none, or it is not made.
    """
    found = next((one.copy for one in case.disclosures if one.number == number), None)
    if found is None:
        raise NotFound(f"case {case.tracking_code} has no copy {number} to hand out")
    return found
