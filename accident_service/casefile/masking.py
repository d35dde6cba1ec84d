"""What one party, or its insurer, may see of the other: enough to recognise, not to find.

Names keep the family name, phones and identity numbers their ends, plates their area and
last character (PIPL-6, minimum necessary). The signed JSON shows both parties this way; the
document itself carries what SPR-24 demands in full.
"""

from dataclasses import replace

from accident_service.casefile.determination import Determination, DeterminedParty
from accident_service.reports.party import PartyLetter

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
    """The last four."""
    return _ends(policy_no, 0, 4)


def masked_party(party: DeterminedParty) -> DeterminedParty:
    """A party as the others may see it."""
    return replace(
        party,
        name=masked_name(party.name),
        identity_no=masked_identity_no(party.identity_no),
        phone=masked_phone(party.phone),
        plate=masked_plate(party.plate),
        policy_no=masked_policy_no(party.policy_no),
    )


def masked_except(
    determination: Determination, shown: frozenset[PartyLetter] = frozenset()
) -> Determination:
    """The determination with every party masked but those shown.

    The facts speak of party A and B; should an officer have written out a name, plate,
    phone or identity number all the same, it is masked there too.
    """
    hidden = [party for party in determination.parties if party.letter not in shown]
    return replace(
        determination,
        parties=tuple(
            party if party.letter in shown else masked_party(party)
            for party in determination.parties
        ),
        facts_zh=_without_traces(determination.facts_zh, hidden),
        facts_en=_without_traces(determination.facts_en, hidden),
        cause_zh=_without_traces(determination.cause_zh, hidden),
        cause_en=_without_traces(determination.cause_en, hidden),
    )


def _ends(text: str, first: int, last: int) -> str:
    hidden = max(1, len(text) - first - last)
    return text[:first] + HIDDEN * hidden + text[first + hidden :]


def _without_traces(text: str, hidden: list[DeterminedParty]) -> str:
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
