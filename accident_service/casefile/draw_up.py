"""From a decided case to the determination's content: nothing is added that is not in the file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.accident_form import accident_form
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, OfficerDecision
from accident_service.casefile.determination import (
    CitedProvision,
    Determination,
    DeterminationStatus,
    DeterminedParty,
)
from accident_service.casefile.measured_wording import Sentence, position_in_words
from accident_service.casefile.on_paper import (
    contact_clocks,
    evidence_on_paper,
    graded,
    named_party,
    versions_on_paper,
)
from accident_service.casefile.rights import RIGHTS_EN, RIGHTS_ZH
from accident_service.casefile.wording import cause_in_words, facts_in_words
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DeterminationNumber
from accident_service.reports.party import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Formalities:
    """What the document needs beside the case itself."""

    number: DeterminationNumber
    verification_code: str
    issued_at: datetime
    place_zh: str
    place_en: str


def draw_up(
    case: Case, formalities: Formalities, wording: Callable[[str], tuple[str, str]]
) -> Determination:
    """Write the determination of a decided case.

    Args:
        wording: Article key to its paraphrase in Chinese and English; what stands before
            the first colon names the article.

    Raises:
        StepOutOfOrder: No officer has decided, or the officer referred the case.

    Reference:
        Order 146, article 24; Road Traffic Safety Law, article 73.
    """
    decision = _decision(case)
    facts = facts_in_words(case, Sentence(formalities.place_zh, formalities.place_en))
    cause = cause_in_words(case, decision, wording)
    return replace(
        _form_filled_in(case, decision, formalities),
        facts_zh=facts.zh,
        facts_en=facts.en,
        cause_zh=cause.zh,
        cause_en=cause.en,
        provisions=tuple(_cited(key, wording) for key in decision.provisions),
    )


def _form_filled_in(
    case: Case, decision: OfficerDecision, formalities: Formalities
) -> Determination:
    """The form with everything that is copied from the file; facts and cause still blank."""
    form_zh, form_en = accident_form(contact_clocks(case))
    second = decision.second_officer
    contact = case.primary_analysis.contact if case.primary_analysis else None
    position = position_in_words(contact) if contact else Sentence("", "")
    return Determination(
        number=formalities.number,
        verification_code=formalities.verification_code,
        version=1,
        case=case.id,
        tracking_code=case.tracking_code,
        status=DeterminationStatus.ISSUED,
        unit_name=decision.officer.unit_name,
        officer_name=decision.officer.name,
        officer_police_no=decision.officer.police_no,
        second_officer_name=second.name if second else "",
        second_officer_police_no=second.police_no if second else "",
        issued_at=formalities.issued_at,
        occurred_at=case.report.occurred_at,
        place=formalities.place_zh,
        place_en=formalities.place_en,
        position_zh=position.zh,
        position_en=position.en,
        weather=case.report.weather,
        accident_form_zh=form_zh,
        accident_form_en=form_en,
        parties=tuple(_party(case, party, decision) for party in case.parties),
        facts_zh="",
        facts_en="",
        cause_zh="",
        cause_en="",
        provisions=(),
        evidence=evidence_on_paper(case),
        versions=versions_on_paper(case),
        rights_zh=RIGHTS_ZH,
        rights_en=RIGHTS_EN,
    )


def _decision(case: Case) -> OfficerDecision:
    if case.decision is None:
        raise StepOutOfOrder(f"case {case.tracking_code} has no officer's decision")
    if case.decision.kind is DecisionKind.REFER:
        raise StepOutOfOrder(f"case {case.tracking_code} was referred; it gets no determination")
    return case.decision


def _party(case: Case, party: Party, decision: OfficerDecision) -> DeterminedParty:
    grades = {entry.letter: entry.grade for entry in decision.grades}
    return graded(named_party(case, party), grades[party.letter])


def _cited(key: str, wording: Callable[[str], tuple[str, str]]) -> CitedProvision:
    zh, en = wording(key)
    return CitedProvision(key=key, zh=zh, en=en)
