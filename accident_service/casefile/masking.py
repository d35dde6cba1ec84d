"""What one party, or its insurer, may see of the other: enough to recognise, not to find.

Names keep the family name, phones and identity numbers their ends, plates their area and
last character (PIPL-6, minimum necessary). The signed JSON shows both parties this way; the
document itself carries what SPR-24 demands in full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from accident_service.casefile.agreement import Agreement, PartySignature
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination, NamedParty
from accident_service.casefile.mediation import Mediation
from accident_service.casefile.mediation_paper import MediationPaper
from accident_service.casefile.review_conclusion import ReviewConclusion
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.reports.party import PartyLetter

IssuedDocument = (
    Determination
    | AccidentCertificate
    | Agreement
    | ReviewConclusion
    | ServiceReceipt
    | MediationPaper
)
Issued = TypeVar("Issued", bound=IssuedDocument)
Named = TypeVar("Named", bound=NamedParty)

# Where somebody's own words, or words about somebody, stand in each document.
TEXTS: Mapping[type, tuple[str, ...]] = {
    Determination: ("facts_zh", "facts_en", "cause_zh", "cause_en"),
    AccidentCertificate: ("found_zh", "found_en", "officer_found", "not_established"),
    Agreement: ("facts",),
    ReviewConclusion: ("request", "reasons", "main_evidence", "findings", "corrections"),
    ServiceReceipt: (),
    MediationPaper: (),
}

HIDDEN = "*"
AREA_OF_PLATE = 2  # province character and issuing letter


def masked_name(name: str) -> str:
    """王芳 becomes 王*; a name in several words keeps the first letter of each."""
    words = name.split()
    if len(words) > 1:
        return " ".join(word[0] + HIDDEN for word in words)
    return name[:1] + HIDDEN * max(1, len(name) - 1)


def masked_phone(phone: str) -> str:
    """138****8000."""
    return _ends(phone, 3, 4)


def masked_identity_no(number: str) -> str:
    """The first six (area) and the last four."""
    return _ends(number, 6, 4)


def masked_plate(plate: str) -> str:
    """The issuing area and the last character."""
    return _ends(plate, AREA_OF_PLATE, 1)


def masked_policy_no(policy_no: str) -> str:
    """The last four; nothing where none was given."""
    return _ends(policy_no, 0, 4) if policy_no else ""


def masked_party(party: Named) -> Named:
    """A party as the others may see it."""
    return replace(
        party,
        name=masked_name(party.name),
        identity_no=masked_identity_no(party.identity_no),
        phone=masked_phone(party.phone),
        plate=masked_plate(party.plate),
        policy_no=masked_policy_no(party.policy_no),
    )


def masked_except(document: Issued, shown: frozenset[PartyLetter] = frozenset()) -> Issued:
    """The document with every party masked but those shown.

    Texts speak of party A and B; should somebody have written out a name, plate, phone or
    identity number all the same, it is masked there too.
    """
    hidden = [party for party in document.parties if party.letter not in shown]
    masked: dict[str, Any] = {
        name: _without_traces(getattr(document, name), hidden) for name in TEXTS[type(document)]
    }
    masked["parties"] = tuple(
        party if party.letter in shown else masked_party(party) for party in document.parties
    )
    if isinstance(document, Agreement):
        masked["signatures"] = tuple(
            given if given.letter in shown else _covered(given) for given in document.signatures
        )
    if isinstance(document, MediationPaper):
        masked["mediation"] = _mediation(document.mediation, hidden)
    if isinstance(document, ServiceReceipt):
        masked["records"] = tuple(
            replace(record, note=_without_traces(record.note, hidden))
            for record in document.records
        )
    return replace(document, **masked)


def _covered(given: PartySignature) -> PartySignature:
    return replace(given, name=masked_name(given.name), phone=masked_phone(given.phone))


def _mediation(mediation: Mediation, hidden: list[NamedParty]) -> Mediation:
    letters = {party.letter for party in hidden}
    wishes = tuple(
        replace(wish, name=masked_name(wish.name)) if wish.letter in letters else wish
        for wish in mediation.wishes
    )
    result = mediation.result
    if result is not None:
        result = replace(result, terms=_without_traces(result.terms, hidden))
    return replace(mediation, wishes=wishes, result=result)


def _ends(text: str, first: int, last: int) -> str:
    hidden = max(1, len(text) - first - last)
    return text[:first] + HIDDEN * hidden + text[first + hidden :]


def _without_traces(text: str, hidden: Sequence[NamedParty]) -> str:
    for party in hidden:
        masked = masked_party(party)
        for shown, covered in (
            (party.name, masked.name),
            (party.identity_no, masked.identity_no),
            (party.phone, masked.phone),
            (party.plate, masked.plate),
        ):
            if len(shown) > 1:  # one letter alone is in every other word
                text = text.replace(shown, covered)
    return text
