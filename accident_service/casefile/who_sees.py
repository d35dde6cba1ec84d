"""Who sees which of a party's data on pages and at the insurers' door, in which form.

Signed documents are not of this table: what they must say in full is law (SPR-24), and who gets
one masked is told in `masking`. Whatever is not in the table is seen by nobody (PIPL-6, least
that is needed).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import IntEnum, StrEnum

from accident_service.casefile.case import Case
from accident_service.casefile.claim import Claim
from accident_service.casefile.decision import Officer
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.masking import (
    masked_identity_no,
    masked_name,
    masked_phone,
    masked_plate,
    masked_policy_no,
)
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import UnitId
from accident_service.reports.party import Party


class Datum(StrEnum):
    """What there is to know of a party."""

    NAME = "name"
    IDENTITY_NO = "identity_no"
    PHONE = "phone"
    PLATE = "plate"
    POLICY_NO = "policy_no"
    WORDS = "words"


class Form(IntEnum):
    """How much of it is shown."""

    HIDDEN = 0
    SHORTENED = 1  # enough to recognise, not to find
    FULL = 2


class Viewer(StrEnum):
    """In which part somebody looks at a party."""

    ITSELF = "itself"
    OTHER_PARTY = "other party"
    OFFICER_IN_CHARGE = "officer in charge"
    OFFICER_ELSEWHERE = "officer elsewhere"  # of a unit that has no part in the case
    HEAD = "head"
    SURVEYOR = "surveyor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    OWN_INSURER = "own insurer"
    OTHERS_INSURER = "the other party's insurer"
    HOLDER_OF_DOCUMENT = "holder of the document"  # who has its number and code
    ANYBODY_ELSE = "anybody else"


HIDDEN: dict[Datum, Form] = dict.fromkeys(Datum, Form.HIDDEN)
IN_FULL: dict[Datum, Form] = dict.fromkeys(Datum, Form.FULL)
SEEN: Mapping[Viewer, Mapping[Datum, Form]] = {
    Viewer.ITSELF: IN_FULL,
    # Both have spoken by then, and may set right what the other says.
    Viewer.OTHER_PARTY: HIDDEN
    | {Datum.NAME: Form.SHORTENED, Datum.PLATE: Form.SHORTENED, Datum.WORDS: Form.FULL},
    Viewer.OFFICER_IN_CHARGE: IN_FULL,
    # May be called to help or to take over: sees what happened, and calls nobody meanwhile.
    Viewer.OFFICER_ELSEWHERE: IN_FULL
    | dict.fromkeys((Datum.IDENTITY_NO, Datum.PHONE, Datum.POLICY_NO), Form.SHORTENED),
    Viewer.HEAD: HIDDEN,
    Viewer.SURVEYOR: HIDDEN,
    Viewer.ADMINISTRATOR: HIDDEN,
    Viewer.AUDITOR: HIDDEN,
    Viewer.OWN_INSURER: IN_FULL | {Datum.WORDS: Form.HIDDEN},
    Viewer.OTHERS_INSURER: dict.fromkeys(Datum, Form.SHORTENED) | {Datum.WORDS: Form.HIDDEN},
    Viewer.HOLDER_OF_DOCUMENT: HIDDEN | {Datum.NAME: Form.SHORTENED, Datum.PLATE: Form.SHORTENED},
    Viewer.ANYBODY_ELSE: HIDDEN,
}


def units_in_charge(
    case: Case, proceedings: Proceedings, claim: Claim | None, now_at: datetime
) -> frozenset[UnitId]:
    """The units whose officers work on the case: who has it in hand, has signed, or reviews.

    Empty while it waits for whoever takes it.
    """
    units: set[UnitId | None] = set()
    if claim is not None and claim.holds_at(now_at):
        units.add(claim.unit)
    first = waiting(case)
    if first is not None:
        units |= {first.first.unit, first.first.higher_unit}
    # What went to the scene is that of whoever drives there.
    if case.decision is not None and case.stage is not Stage.REFERRED:
        units |= {case.decision.officer.unit, case.decision.officer.higher_unit}
    units |= {one.unit for one in proceedings.reviews if one.is_open}
    return frozenset(unit for unit in units if unit is not None)


def officer_as_viewer(officer: Officer, in_charge: frozenset[UnitId]) -> Viewer:
    """As what an officer looks at a case that these units work on; of nobody's, as any."""
    if not in_charge or officer.unit in in_charge:
        return Viewer.OFFICER_IN_CHARGE
    return Viewer.OFFICER_ELSEWHERE


def party_as_seen(party: Party, viewer: Viewer) -> Party:
    """The party as this viewer may see it; what is hidden is empty."""
    seen = SEEN[viewer]
    vehicle, insurance = party.vehicle, party.insurance
    return replace(
        party,
        name=_in_form(party.name, masked_name(party.name), seen[Datum.NAME]),
        identity_no=_in_form(
            party.identity_no, masked_identity_no(party.identity_no), seen[Datum.IDENTITY_NO]
        ),
        phone=_in_form(party.phone, masked_phone(party.phone), seen[Datum.PHONE]),
        vehicle=replace(
            vehicle,
            plate=_in_form(vehicle.plate, masked_plate(vehicle.plate), seen[Datum.PLATE]),
        ),
        insurance=replace(
            insurance,
            policy_no=_in_form(
                insurance.policy_no, masked_policy_no(insurance.policy_no), seen[Datum.POLICY_NO]
            ),
        ),
    )


def _in_form(whole: str, shortened: str, form: Form) -> str:
    return {Form.FULL: whole, Form.SHORTENED: shortened, Form.HIDDEN: ""}[form]
