"""A determination as one insurer may see it: its own insured in full, everybody else masked."""

from typing import Any

from flask import url_for

from accident_service.api.schemas import (
    CivilConvention,
    Claim,
    CustomaryShare,
    DeterminationEntry,
    DeterminationView,
    DocumentLink,
    EachPaysItsOwn,
    HintCondition,
    Party,
    Provision,
    Status,
    Version,
    Words,
)
from accident_service.casefile.determination import Determination, DeterminedParty
from accident_service.casefile.insurance_hints import (
    RESPONSIBILITY_CODES,
    RESPONSIBILITY_WORDS,
    customary_percents,
    each_pays_its_own,
    may_each_pay_its_own,
)
from accident_service.casefile.masking import masked_except
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.insurer_ports import InsuranceClaim, InsurersDetermination
from accident_service.casework.insurer_scopes import Scope
from accident_service.casework.read_determination import ReadAsInsurer
from accident_service.reports.party import PartyLetter

CONVENTION = Words(
    zh="机动车之间损害赔偿的惯常分担比例，仅供民事理赔参考；事故认定书不含比例，本项不属于认定内容。",
    en="How damages between motor vehicles are customarily split; for settling civil claims only."
    " The determination states no percentages, and this is no part of it.",
)


def covered_by(determination: Determination, insurer_code: str) -> frozenset[PartyLetter]:
    """Which parties the insurer of this code covers, and so may see in full."""
    return frozenset(
        party.letter for party in determination.parties if party.insurer == insurer_code
    )


def entry_of(found: InsurersDetermination, client: InsurerClient) -> DeterminationEntry:
    """The list's line of a determination."""
    determination = found.determination
    return DeterminationEntry(
        number=determination.number,
        version=determination.version,
        status=Status.of(determination.status),
        sample=client.sandbox,
        issued_at=determination.issued_at,
        updated_at=found.updated_at,
        occurred_at=determination.occurred_at,
        href=_address(determination),
    )


def view_of(
    read: ReadAsInsurer, client: InsurerClient, signed: dict[str, Any]
) -> DeterminationView:
    """The determination as this client's insurer may see it, with the signed content."""
    covered = covered_by(read.found.determination, client.insurer_code)
    shown = masked_except(read.found.determination, covered)
    return DeterminationView(
        number=shown.number,
        version=shown.version,
        status=Status.of(shown.status),
        sample=client.sandbox,
        updated_at=read.found.updated_at,
        verification_code=shown.verification_code,
        unit=shown.unit_name,
        issued_at=shown.issued_at,
        occurred_at=shown.occurred_at,
        place=Words(zh=shown.place, en=shown.place_en),
        weather=shown.weather,
        accident_form=Words(zh=shown.accident_form_zh, en=shown.accident_form_en),
        parties=[_party(party, covered=party.letter in covered) for party in shown.parties],
        facts=Words(zh=shown.facts_zh, en=shown.facts_en),
        cause=Words(zh=shown.cause_zh, en=shown.cause_en),
        provisions=[Provision(key=one.key, zh=one.zh, en=one.en) for one in shown.provisions],
        versions=[_version(one.determination) for one in read.versions],
        document=_document(read.found, client),
        evidence_href=_evidence(shown, client),
        claim=None if read.claim is None else claim_of(read.claim),
        each_pays_its_own=_each_pays_its_own(shown),
        civil_convention=_convention(shown),
        signature=signed,
        signature_keys=url_for("api.sandbox_keys" if client.sandbox else "api.public_keys"),
    )


def claim_of(claim: InsuranceClaim) -> Claim:
    """A claim as its insurer sees it."""
    return Claim(reference=claim.reference, number=claim.number, linked_at=claim.linked_at)


def _address(determination: Determination) -> str:
    return url_for("api.read_determination", number=determination.number)


def may_read_in_full(client: InsurerClient) -> bool:
    """May it read the document as issued, both parties in full?"""
    return Scope.READ_FULL_DOCUMENTS in client.scopes


def _document(found: InsurersDetermination, client: InsurerClient) -> DocumentLink:
    number, pdf = found.determination.number, found.pdf
    in_full = url_for("api.read_document", number=number) if may_read_in_full(client) else None
    return DocumentLink(
        href=in_full,
        masked_href=url_for("api.read_masked_document", number=number),
        media_type=pdf.media_type,
        sha256=pdf.sha256,
        size_bytes=pdf.size_bytes,
    )


def _evidence(determination: Determination, client: InsurerClient) -> str | None:
    if Scope.READ_EVIDENCE not in client.scopes:
        return None
    return url_for("api.read_evidence", number=determination.number)


def _version(determination: Determination) -> Version:
    return Version(
        number=determination.number,
        version=determination.version,
        status=Status.of(determination.status),
        href=_address(determination),
    )


def _each_pays_its_own(determination: Determination) -> EachPaysItsOwn:
    conditions = each_pays_its_own(determination)
    return EachPaysItsOwn(
        possible=may_each_pay_its_own(conditions),
        conditions=[
            HintCondition(code=one.code, met=one.met, words=Words(zh=one.zh, en=one.en))
            for one in conditions
        ],
    )


def _convention(determination: Determination) -> CivilConvention | None:
    percents = customary_percents(determination)
    if percents is None:
        return None
    return CivilConvention(
        basis=CONVENTION,
        shares=[
            CustomaryShare(letter=party.letter, percent=one)
            for party, one in zip(determination.parties, percents, strict=True)
        ],
    )


def _party(party: DeterminedParty, *, covered: bool) -> Party:
    zh, en = RESPONSIBILITY_WORDS[party.grade]
    return Party(
        letter=party.letter,
        covered_by_you=covered,
        name=party.name,
        identity_no=party.identity_no,
        phone=party.phone,
        vehicle_class=party.vehicle_class,
        plate=party.plate,
        insurer=party.insurer,
        policy_no=party.policy_no,
        contact_part=Words(zh=party.contact_part_zh, en=party.contact_part_en),
        responsibility=party.grade,
        responsibility_code=RESPONSIBILITY_CODES[party.grade],
        responsibility_words=Words(zh=zh, en=en),
    )
