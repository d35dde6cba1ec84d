"""What a decision would be put on paper as, before anybody signs it.

The very document is drawn up, by the same words and templates, with number and moment left
open. Its fingerprint goes with the signature: who signs, signs what they were shown.
"""

from dataclasses import dataclass, replace

from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.decide import countersigned, decide
from accident_service.casefile.decision import (
    DecisionKind,
    DecisionRequest,
    Officer,
    OfficerDecision,
)
from accident_service.casefile.determination import Determination
from accident_service.casefile.draw_up import Formalities, draw_up
from accident_service.casefile.draw_up_papers import PaperFormalities, certificate_of
from accident_service.casefile.four_eyes import grounds_for_second
from accident_service.casefile.pending_decision import SecondOfficerGround
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casefile.rights import rights_in_days
from accident_service.casework.decide_case import demand_known_articles
from accident_service.casework.document_in_force import in_force
from accident_service.casework.place_of_accident import place_of
from accident_service.casework.ports import (
    Clock,
    DocumentPress,
    Ledger,
    Provisions,
    SiteRegister,
    UnitOfWork,
)
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, DocumentNumber

OPEN_NUMBER = "————"
OPEN_CODE = "————————"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPreview:
    """A decision as it would stand; `document` is None where none would be issued."""

    case: Case
    document: Determination | AccidentCertificate | None
    fingerprint: str
    grounds: tuple[SecondOfficerGround, ...] = ()  # why a second officer has to sign, too


@dataclass(frozen=True, slots=True)
class PreviewDecision:
    """Try a decision out; nothing is written."""

    ledger: Ledger
    clock: Clock
    provisions: Provisions
    sites: SiteRegister
    press: DocumentPress

    def __call__(
        self, case_id: CaseId, request: DecisionRequest, officer: Officer
    ) -> DecisionPreview:
        """The decided case and its document.

        Raises:
            InvalidDecision, NotPermitted, CaseMovedOn, StepOutOfOrder: As deciding would.
        """
        demand_known_articles(request, self.provisions)
        with self.ledger.reading() as work:
            case = work.cases.load(case_id)
            demand_free_to_act(officer.id, work.proceedings.load(case_id).recusals)
            decision = decide(case, request, officer, self.clock.now())
            return self._preview(work, case, decision)

    def for_second(self, case_id: CaseId, officer: Officer) -> DecisionPreview:
        """The same for the second of two officers, of the decision that waits.

        Raises:
            InvalidDecision, NotPermitted, StepOutOfOrder: As signing would.
        """
        with self.ledger.reading() as work:
            case = work.cases.load(case_id)
            demand_free_to_act(officer.id, work.proceedings.load(case_id).recusals)
            return self._preview(work, case, countersigned(case, officer, self.clock.now()))

    def _preview(self, work: UnitOfWork, case: Case, decision: OfficerDecision) -> DecisionPreview:
        decided = case.decided_by(decision)
        document = self._document(work, decided)
        return DecisionPreview(
            case=decided,
            document=document,
            fingerprint=self._fingerprint(decided, document),
            grounds=grounds_for_second(case, decision),
        )

    def _document(self, work: UnitOfWork, case: Case) -> Determination | AccidentCertificate | None:
        kind = case.decision.kind if case.decision else DecisionKind.REFER
        if kind is DecisionKind.REFER:
            return None
        before = in_force(work, case)
        version = 1 if before is None else before.version + 1
        place_zh, place_en = place_of(case, self.sites)
        if kind is DecisionKind.CERTIFY:
            return certificate_of(
                case,
                PaperFormalities(
                    number=DocumentNumber(OPEN_NUMBER),
                    verification_code=OPEN_CODE,
                    issued_at=self.clock.now(),
                    place_zh=place_zh,
                    place_en=place_en,
                    version=version,
                ),
            )
        formalities = Formalities(
            number=DeterminationNumber(OPEN_NUMBER),
            verification_code=OPEN_CODE,
            issued_at=self.clock.now(),
            place_zh=place_zh,
            place_en=place_en,
        )
        rights = rights_in_days(reviewed=version > 1)
        drawn_up = draw_up(case, formalities, self.provisions.wording)
        return replace(drawn_up, version=version, rights_zh=rights.zh, rights_en=rights.en)

    def _fingerprint(self, case: Case, document: Determination | AccidentCertificate | None) -> str:
        """Of all the document says but its moment; of a case without one, its version."""
        if document is None:
            return f"{case.id}-{case.version}"
        return self.press.fingerprint(replace(document, issued_at=case.report.occurred_at))
