"""A party gives the policy's number later than the report: on the road nobody has it at hand."""

from dataclasses import replace

from accident_service.casefile.case import Case
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS
from accident_service.errors import NotFound, StepOutOfOrder
from accident_service.reports.party import PartyLetter


def policy_no_wanted(case: Case, letter: PartyLetter) -> bool:
    """Has this party given none yet, and may it still be added?"""
    party = case.party(letter)
    missing = party is not None and not party.insurance.policy_no
    return missing and case.stage not in CLOSED_TO_ACCOUNTS


def with_policy_no(case: Case, letter: PartyLetter, policy_no: str) -> Case:
    """The case with the number of this party's compulsory policy; the same one changes nothing.

    Raises:
        NotFound: No such party has joined.
        StepOutOfOrder: The case is decided or settled, or another number is on file.
    """
    party = case.party(letter)
    if party is None:
        raise NotFound(f"no party {letter} in case {case.tracking_code}")
    if party.insurance.policy_no == policy_no:
        return case
    if not policy_no_wanted(case, letter):
        raise StepOutOfOrder(f"case {case.tracking_code} takes no other policy number")
    insured = replace(party, insurance=replace(party.insurance, policy_no=policy_no))
    parties = tuple(insured if one.letter is letter else one for one in case.parties)
    return replace(case, version=case.version + 1, parties=parties)
