"""What the API takes and says, as schemas: the contract insurers program against.

Everything an insurer does not cover is masked before it gets here. Fields may be added within
/v1; none is renamed, removed or given another meaning.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from accident_service.casefile.determination import DeterminationStatus
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter

NUMBER = "2203020001-2026-000001"
ADDRESS = f"/v1/determinations/{NUMBER}"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MOMENT = "2026-03-02T04:31:00Z"
PRINTABLE = r"^[^\x00-\x1f\x7f]+$"


RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def _as_rfc_3339(given: object) -> object:
    """Nothing but RFC 3339: a number of seconds would be taken for a moment too."""
    if isinstance(given, str) and not RFC_3339.fullmatch(given):
        raise ValueError("write the moment as in RFC 3339, with its offset")
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_as_rfc_3339)]


class Schema(BaseModel):
    """Base of all: exactly these fields, no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Status(StrEnum):
    """What a reader may rely on; the last two are no longer in force."""

    ISSUED = "issued"
    SERVED = "served"
    UNDER_REVIEW = "under_review"
    REVOKED = "revoked"
    REPLACED = "replaced"

    @classmethod
    def of(cls, status: DeterminationStatus) -> "Status":
        """The status as the API spells it."""
        return cls(status.value.replace("-", "_"))

    @property
    def kept(self) -> DeterminationStatus:
        """The status as the ledger spells it."""
        return DeterminationStatus(self.value.replace("_", "-"))


class Words(Schema):
    """The same words in Chinese and English."""

    zh: str = Field(examples=["全部责任"])
    en: str = Field(examples=["full responsibility"])


class Party(Schema):
    """One party; in full when you cover it, masked otherwise."""

    letter: PartyLetter
    covered_by_you: bool
    name: str = Field(examples=["王*"])
    identity_no: str = Field(examples=["220302********1234"])
    phone: str = Field(examples=["138****8000"])
    vehicle_class: str = Field(examples=["car"])
    plate: str = Field(examples=["吉C****5"])
    insurer: str = Field(description="Insurer's code", examples=["PICC"])
    policy_no: str = Field(
        description="Empty where the party never gave it; then match by plate and insurer",
        examples=["************0042"],
    )
    contact_part: Words = Field(examples=[{"zh": "车头", "en": "front"}])
    responsibility: Grade = Field(description="What the determination says")
    responsibility_code: str = Field(
        description="The same as a digit: 1 full, 2 primary, 3 equal, 4 secondary, 5 none",
        examples=["1"],
    )
    responsibility_words: Words


class Provision(Schema):
    """An article the determination rests on."""

    key: str = Field(examples=["RTSL-43"])
    zh: str = Field(examples=["同车道行驶的机动车，后车应当与前车保持安全距离。"])
    en: str = Field(examples=["The vehicle behind keeps a safe distance."])


class DocumentLink(Schema):
    """The document as issued; its hash stands in the signed content too."""

    href: str | None = Field(
        description="As issued, both parties in full; null without the scope full-documents:read",
        examples=[f"{ADDRESS}/document.pdf"],
    )
    masked_href: str = Field(examples=[f"{ADDRESS}/masked-document.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    sha256: str = Field(examples=[DIGEST])
    size_bytes: int = Field(examples=[104_857])


class Version(Schema):
    """One version of the determination of this accident."""

    number: str = Field(examples=[NUMBER])
    version: int = Field(examples=[1])
    status: Status
    href: str = Field(examples=[ADDRESS])


class Claim(Schema):
    """Your own claim, as you left it with the accident."""

    reference: str = Field(examples=["CLM-2026-000317"])
    number: str = Field(description="The determination it was left with", examples=[NUMBER])
    linked_at: datetime = Field(examples=[MOMENT])


class ClaimReference(BaseModel):
    """The number of your claim, for the officers who work on the accident."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reference: str = Field(
        min_length=1,
        max_length=64,
        pattern=PRINTABLE,
        description="Your own number of the claim; no personal data",
        examples=["CLM-2026-000317"],
    )


class CustomaryShare(Schema):
    """One party's share in a customary split."""

    letter: PartyLetter
    percent: int = Field(ge=0, le=100, examples=[70])


class CivilConvention(Schema):
    """How civil damages are commonly split. A convention: no part of the determination."""

    is_part_of_the_determination: Literal[False] = False
    basis: Words = Field(examples=[{"zh": "惯常分担比例", "en": "a customary split"}])
    shares: list[CustomaryShare]


class HintCondition(Schema):
    """A condition, and whether it is met; null where the determination cannot tell."""

    code: str = Field(examples=["all-responsible"])
    met: bool | None
    words: Words = Field(examples=[{"zh": "各方均有责任", "en": "Every party is responsible"}])


class EachPaysItsOwn(Schema):
    """Whether each insurer may pay for its own insured's car (互碰自赔): a hint, no decision."""

    possible: bool | None
    conditions: list[HintCondition]


class DeterminationView(Schema):
    """One determination, as one insurer may see it."""

    number: str = Field(examples=[NUMBER])
    version: int = Field(examples=[1])
    status: Status
    sample: bool = Field(description="A made-up accident for trying the API; of no legal effect")
    updated_at: datetime = Field(examples=[MOMENT])
    verification_code: str = Field(examples=["0A1B2C3D"])
    unit: str = Field(examples=["一大队"])
    issued_at: datetime = Field(examples=[MOMENT])
    occurred_at: datetime = Field(examples=["2026-03-02T04:00:00Z"])
    place: Words = Field(examples=[{"zh": "解放路与人民街路口", "en": "Jiefang Rd and Renmin St"}])
    weather: str = Field(examples=["clear"])
    accident_form: Words = Field(examples=[{"zh": "追尾碰撞", "en": "rear-end collision"}])
    parties: list[Party]
    facts: Words = Field(examples=[{"zh": "甲车与前车追尾。", "en": "A ran into the car ahead."}])
    cause: Words = Field(examples=[{"zh": "未保持安全距离。", "en": "No safe distance was kept."}])
    provisions: list[Provision]
    versions: list[Version] = Field(
        description="Every version of this accident's determination that you may read, oldest first"
    )
    document: DocumentLink
    evidence_href: str | None = Field(
        description="The evidence bundle; null where your client may not read evidence",
        examples=[f"{ADDRESS}/evidence.zip"],
    )
    claim: Claim | None = Field(description="Your claim; null until you leave one")
    each_pays_its_own: EachPaysItsOwn
    civil_convention: CivilConvention | None
    signature: dict[str, Any] = Field(
        description="Flattened JWS (RFC 7515, 7.2.2), Ed25519, keys at `signature_keys`. Its"
        " payload is the canonical content with both parties masked, and the document's hash."
    )
    signature_keys: str = Field(examples=["/v1/jwks.json"])


class DeterminationEntry(Schema):
    """One line of the list; no personal data."""

    number: str = Field(examples=[NUMBER])
    version: int = Field(examples=[1])
    status: Status
    sample: bool
    issued_at: datetime = Field(examples=[MOMENT])
    updated_at: datetime = Field(examples=[MOMENT])
    occurred_at: datetime = Field(examples=["2026-03-02T04:00:00Z"])
    href: str = Field(examples=[ADDRESS])


class DeterminationList(Schema):
    """Your determinations, last changed last."""

    items: list[DeterminationEntry]
    next: str | None = Field(description="Address of the next page; null on the last")


class ListQuery(BaseModel):
    """Which determinations, and which page of them."""

    cursor: str = Field("", max_length=400, description="From `next` of the page before")
    limit: int = Field(50, ge=1, le=200)
    updated_since: Moment | None = Field(
        None, description="Changed at or after this moment (RFC 3339, with offset)"
    )
    status: Status | None = None
    plate: str | None = Field(None, min_length=1, max_length=32, description="Of your own insured")
    policy_no: str | None = Field(
        None, min_length=1, max_length=200, description="Of your own insured"
    )
    occurred_from: Moment | None = Field(None, description="Happened at or after")
    occurred_to: Moment | None = Field(None, description="Happened before")
