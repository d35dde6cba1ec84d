"""Read the table of wordings that officers review, and word its cases as the service would."""

import math
import tomllib
from dataclasses import dataclass, replace
from typing import Any

from typing_extensions import override

from accident_service.adapters.provision_register import ProvisionRegister
from accident_service.casefile.analysis import MeasuredContact, MeasuredVehicle, Way
from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, OfficerDecision, PartyGrade
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casefile.wording import cause_in_words, facts_in_words
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.measured import analysis_record, measured_contact, proposal
from tests.unit.liability.case_tables import RULEBOOK as NATIONAL_RULEBOOK
from tests.unit.liability.case_tables import TABLES, A, B, ordinary

PLACE = Sentence("中央路与北路交叉口", "Central Road and North Road")
LETTERS = ((PartyLetter.A, A), (PartyLetter.B, B))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedCase:
    """One situation with the sentences a document tells it in."""

    name: str
    expected: dict[str, Any]
    facts: Sentence
    cause: Sentence

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def course(self) -> Sentence:
        """The first sentence of the facts, which tells the course."""
        zh, en = self.facts.zh.partition("。")[0], self.facts.en.partition(". ")[0]
        return Sentence(zh.partition("许，")[2] + "。", en.partition("Beijing time, ")[2] + ".")


def worded_cases() -> list[WordedCase]:
    """Every case of the table."""
    content = tomllib.loads((TABLES / "wording.toml").read_text(encoding="utf-8"))
    return [_worded(entry) for entry in content["case"]]


def _worded(entry: dict[str, Any]) -> WordedCase:
    case = case_of(entry)
    wording = ProvisionRegister.built_in().wording
    assert case.decision is not None
    return WordedCase(
        name=entry["name"],
        expected=entry,
        facts=facts_in_words(case, PLACE),
        cause=cause_in_words(case, case.decision, wording),
    )


def case_of(entry: dict[str, Any]) -> Case:
    """The decided case a row of the table tells of."""
    facts = _facts(entry.get("but", {}))
    findings = _findings(facts)
    decided = replace(
        examples.decided_case(),
        analyses=(analysis_record(examples.sealed_clip().id, contact=_contact(entry)),),
        party_tracks=PartyTracks(track_a=A, track_b=B, matched_by="statements"),
        proposal=replace(proposal(), facts=facts, findings=findings),
    )
    return replace(decided, decision=_decision(entry, findings))


def _facts(but: dict[str, dict[str, str]]) -> Facts:
    return Facts(
        tuple(
            Fact(
                kind=FactKind(kind),
                party=party,
                truth=Truth(truth),
                sentence_zh=f"车辆{party} {kind}",
                sentence_en=f"vehicle {party} {kind}",
            )
            for party in (A, B)
            for kind, truth in {**ordinary(), **but.get(party, {})}.items()
        )
    )


def _findings(facts: Facts) -> tuple[Finding, ...]:
    tried = [
        rule.assess(facts, *pair) for rule in NATIONAL_RULEBOOK.rules for pair in ((A, B), (B, A))
    ]
    return tuple(one.finding for one in tried if one.finding)


def _contact(entry: dict[str, Any]) -> MeasuredContact:
    contact = measured_contact()
    first, other = contact.vehicles
    vehicles = (_measured(first, "A", entry), _measured(other, "B", entry))
    return replace(contact, vehicles=vehicles)


def _measured(vehicle: MeasuredVehicle, letter: str, entry: dict[str, Any]) -> MeasuredVehicle:
    told = entry[letter]
    way = None
    if "bearing_deg" in told:
        way = Way(
            bearing_rad=Estimate(
                math.radians(told["bearing_deg"]), math.radians(told.get("sigma_deg", 1.0))
            ),
            road_zh=told.get("road", ["", ""])[0],
            road_en=told.get("road", ["", ""])[1],
        )
    speed_mps = Interval(-0.1, 0.1) if way is None else Interval(5.5, 6.1)
    return replace(
        vehicle,
        track=A if letter == "A" else B,
        contact_clock=told["touched_at"],
        speed_before_mps=speed_mps,
        way=way,
    )


def _decision(entry: dict[str, Any], findings: tuple[Finding, ...]) -> OfficerDecision:
    amended = "reason" in entry
    cited = tuple(dict.fromkeys(key for finding in findings for key in finding.provisions))
    return replace(
        examples.decision(),
        kind=DecisionKind.AMEND if amended else DecisionKind.CONFIRM,
        grades=tuple(
            PartyGrade(letter=letter, grade=Grade(entry["grades"][letter])) for letter, _ in LETTERS
        ),
        provisions=tuple(entry.get("articles", cited)),
        reason=entry.get("reason", ""),
    )
