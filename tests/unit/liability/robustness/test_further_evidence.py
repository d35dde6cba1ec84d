from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.robustness.further_evidence import OTHER_VIEW, further_evidence
from tests.unit.liability.drives import A, B

NOTHING = Facts(())


def test_an_open_phase_asks_for_the_controllers_log_once() -> None:
    asked = further_evidence(NOTHING.about(FactKind.ENTERED_ON_GREEN, party) for party in (A, B))

    assert [one.code for one in asked] == ["signal-log"]


def test_what_no_other_evidence_is_known_for_asks_for_another_view() -> None:
    assert further_evidence([NOTHING.about(FactKind.SAME_LANE, A)]) == (OTHER_VIEW,)


def test_nothing_open_asks_for_nothing() -> None:
    assert further_evidence(()) == ()
