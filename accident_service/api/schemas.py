"""What the API says, as schemas: the contract insurers program against.

Everything an insurer does not cover is masked before it gets here.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import (
    Determination,
    DeterminationStatus,
    DeterminedParty,
)
from accident_service.casefile.masking import masked_except
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter


class Schema(BaseModel):
    """Base of all: exactly these fields, no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Schema):
    """The same words in Chinese and English."""

    zh: str
    en: str


class Party(Schema):
    """One party; in full when you cover it, masked otherwise."""

    letter: PartyLetter
    covered_by_you: bool
    name: str
    identity_no: str
    phone: str
    vehicle_class: str
    plate: str
    insurer: str = Field(description="Insurer's code, such as PICC")
    policy_no: str
    contact_part: Words
    responsibility: Grade


class Provision(Schema):
    """An article the determination rests on."""

    key: str = Field(examples=["RTSL-43"])
    zh: str
    en: str


class DocumentLink(Schema):
    """The document as issued; its hash stands in the signed content too."""

    href: str
    media_type: str
    sha256: str
    size_bytes: int


class DeterminationView(Schema):
    """One determination, as one insurer may see it."""

    number: str
    version: int
    status: DeterminationStatus
    verification_code: str
    unit: str
    issued_at: datetime
    occurred_at: datetime
    place: Words
    weather: str
    accident_form: Words
    parties: list[Party]
    facts: Words
    cause: Words
    provisions: list[Provision]
    document: DocumentLink
    signature: dict[str, Any] = Field(
        description="Flattened JWS (RFC 7515, 7.2.2), Ed25519, keys at /v1/jwks.json. Its"
        " payload is the canonical content with both parties masked, and the document's hash."
    )


class DeterminationEntry(Schema):
    """One line of the list; no personal data."""

    number: str
    version: int
    status: DeterminationStatus
    issued_at: datetime
    occurred_at: datetime
    href: str


class DeterminationList(Schema):
    """Your determinations in order of number."""

    items: list[DeterminationEntry]
    next: str | None = Field(description="Address of the next page; null on the last")


class ListQuery(BaseModel):
    """Which page of the list."""

    cursor: str = Field("", max_length=200, description="From `next` of the page before")
    limit: int = Field(50, ge=1, le=200)


class Token(Schema):
    """An access token (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"] = Field(default="Bearer")
    expires_in: int
    scope: str


class TokenRefusal(Schema):
    """Why there is no token (RFC 6749, 5.2)."""

    error: str
    error_description: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field("", examples=["urn:accident-service:not-found"])
    title: str = ""
    status: int = 0
    detail: str = ""
    request_id: str = ""
    errors: dict[str, Any] | None = None


def entry_of(determination: Determination, href: str) -> DeterminationEntry:
    """The list's line of a determination."""
    return DeterminationEntry(
        number=determination.number,
        version=determination.version,
        status=determination.status,
        issued_at=determination.issued_at,
        occurred_at=determination.occurred_at,
        href=href,
    )


def covered_by(determination: Determination, insurer_code: str) -> frozenset[PartyLetter]:
    """Which parties the insurer of this code covers, and so may see in full."""
    return frozenset(
        party.letter for party in determination.parties if party.insurer == insurer_code
    )


def view_of(
    determination: Determination,
    insurer_code: str,
    document: DocumentLink,
    signature: dict[str, Any],
) -> DeterminationView:
    """The determination as the insurer of this code may see it."""
    covered = covered_by(determination, insurer_code)
    shown = masked_except(determination, covered)
    return DeterminationView(
        number=shown.number,
        version=shown.version,
        status=shown.status,
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
        document=document,
        signature=signature,
    )


def document_link(href: str, pdf: BlobRef) -> DocumentLink:
    """Where the document is, and what its bytes must hash to."""
    return DocumentLink(
        href=href, media_type=pdf.media_type, sha256=pdf.sha256, size_bytes=pdf.size_bytes
    )


def _party(party: DeterminedParty, *, covered: bool) -> Party:
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
    )
