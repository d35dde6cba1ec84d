"""Who gets what of a case's evidence: a court everything, others what concerns them.

Whoever is not given a part gets its hash all the same, so that they can tell later whether
what somebody else shows is what was kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.errors import StepOutOfOrder
from accident_service.reports.party import PartyLetter


class Recipient(StrEnum):
    """For whom a bundle is made."""

    COURT = "court"
    INSURER = "insurer"
    PARTY = "party"


class PartKind(StrEnum):
    """What a part of the evidence is."""

    ORIGINAL = "original"  # bytes as a source delivered them
    CLIP = "clip"  # what was measured, where it was made of originals
    PHOTO_ORIGINAL = "photo-original"
    PHOTO = "photo"
    OWN_RECORDING = "own-recording"  # from a camera in a party's vehicle; never measured
    RESULT = "result"  # the analysis's document, as sealed, with what the machine proposed
    SCENE = "scene"  # survey, road and signals it was measured by
    CAMERA_VIEWS = "camera-views"
    PICTURE_LOG = "picture-log"
    CAMERA_PICTURE = "camera-picture"  # a still or film that shows the street
    DRAWING = "drawing"  # plan and curves: nobody is to be recognised
    PARTY_PICTURE = "party-picture"  # drawn for one party, everybody else unrecognisable
    DOCUMENT = "document"
    MASKED_DOCUMENT = "masked-document"  # drawn up for one who is not given the document
    SIGNED_DOCUMENT = "signed-document"
    REVIEW_PAPER = "review-paper"  # a review's conclusion: between the parties and the police
    DISCLOSED_COPY = "disclosed-copy"  # made for somebody outside, third parties destroyed
    CASE_RECORD = "case-record"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part is not given, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """One recipient; `letter` says which party, where it is one.

    `named` says whom documents may name in full; None is everybody.

    Raises:
        ValueError: A party without its letter, or a letter without a party.
    """

    recipient: Recipient
    letter: PartyLetter | None = None
    named: frozenset[PartyLetter] | None = None

    def __post_init__(self) -> None:
        if (self.recipient is Recipient.PARTY) is not (self.letter is not None):
            raise ValueError(f"{self.recipient} with letter {self.letter}")

    @property
    def words(self) -> str:
        """As it stands in the audit ledger: "court", "insurer", "party-A"."""
        return f"party-{self.letter}" if self.letter else self.recipient.value

    def demand_document(self, *, issued: bool) -> None:
        """Refuse what is asked for too early: parties and insurers wait for the document.

        Raises:
            StepOutOfOrder: None was ever issued; until then it is not theirs to read (SPR-65:
                once the determination has been received).
        """
        if self.recipient is not Recipient.COURT and not issued:
            raise StepOutOfOrder("the case is not decided; its evidence is given once it is")

    def withheld(self, kind: PartKind, of_party: PartyLetter | None) -> Reason | None:
        """Why this recipient is not given the part, or None where it is.

        Args:
            of_party: Whose the part is, of photographs, own recordings and party pictures.
        """
        if kind is PartKind.DOCUMENT and self.named is not None:
            return NAMES_EVERYBODY
        if self.recipient is Recipient.COURT or kind in OPEN_KINDS:
            return None
        if kind is PartKind.REVIEW_PAPER and self.recipient is Recipient.PARTY:
            return None
        if kind in OF_A_PARTY:
            own = of_party is not None and of_party is self.letter
            return None if own else ANOTHER_PARTYS
        return OTHERWISE.get(kind, OTHER_PEOPLE)

    def sees_act_of(self, actor: str, *, asked_by: str) -> bool:
        """Does this recipient see what the actor did?

        What it did itself, always. A party sees all but which insurers looked; an insurer what
        was done to the evidence, not how people came to their decision.
        """
        if self.recipient is Recipient.COURT or actor == asked_by:
            return True
        if self.recipient is Recipient.INSURER:
            return actor.startswith("worker:")
        return not actor.startswith("insurer:")


OPEN_KINDS = frozenset(
    {
        PartKind.SCENE,
        PartKind.CAMERA_VIEWS,
        PartKind.PICTURE_LOG,
        PartKind.DRAWING,
        PartKind.DOCUMENT,
        PartKind.MASKED_DOCUMENT,
        PartKind.SIGNED_DOCUMENT,
    }
)
OF_A_PARTY = frozenset(
    {
        PartKind.PHOTO,
        PartKind.PHOTO_ORIGINAL,
        PartKind.OWN_RECORDING,
        PartKind.PARTY_PICTURE,
    }
)
OTHER_PEOPLE = Reason(
    zh="画面中有其他人的面部和号牌；仅提供校验值，原件可由法院调取。",
    en="It shows other people's faces and plates: given by its hash; a court may call for it.",
)
ANOTHER_PARTYS = Reason(
    zh="属于另一方当事人；仅提供校验值，原件可由法院调取。",
    en="It is another party's: given by its hash; a court may call for it.",
)
WHOLE_FILE = Reason(
    zh="含双方当事人的全部个人信息；仅提供校验值，原件可由法院调取。",
    en="It holds all that is known of both parties: given by its hash; a court may call for it.",
)
NAMES_EVERYBODY = Reason(
    zh="文书载有双方当事人的完整信息；所附为遮盖他方信息的副本，并提供原件的校验值。",
    en="It names both parties in full: a copy with the other party masked is enclosed.",
)
SOMEBODY_ELSES = Reason(
    zh="为其他收件人制作；仅提供校验值。",
    en="It was made for somebody else: given by its hash.",
)
MACHINES_WORD = Reason(
    zh="含机器提出的建议和画面中识读出的号牌，均不具有法律效力；所附为只含测量数据的副本。",
    en="It holds what the machine proposed and plates it read, neither of which decides anything:"
    " a copy with the measurement alone is enclosed.",
)
BETWEEN_OTHERS = Reason(
    zh="属于当事人与公安机关之间的复核文书；仅提供校验值。",
    en="It is of a review between the parties and the police: given by its hash.",
)
OTHERWISE = {
    PartKind.CASE_RECORD: WHOLE_FILE,
    PartKind.DISCLOSED_COPY: SOMEBODY_ELSES,
    PartKind.RESULT: MACHINES_WORD,
    PartKind.REVIEW_PAPER: BETWEEN_OTHERS,
}
