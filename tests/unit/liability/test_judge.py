from accident_service.liability.judge import judge
from accident_service.liability.rulebook import Rulebook
from tests.unit.liability.drives import OCCURRED_ON, rear_end


def test_facts_findings_and_division_are_of_one_contact() -> None:
    judgement = judge(rear_end().observed(), Rulebook.built_in().in_force(OCCURRED_ON))

    (finding,) = judgement.considered.findings
    assert finding.relied_on
    assert set(finding.relied_on) <= set(judgement.facts)
    assert dict(judgement.apportionment.grades)[finding.at_fault].value == "full"
