"""Who has signed first is told in the few words a list needs."""

from accident_service.casefile.pending_decision import FirstSignature, PendingDecision
from tests.fakes import examples


def test_the_first_signature_names_officer_and_units() -> None:
    decision = examples.decision()
    pending = PendingDecision(decision=decision, grounds=(), corrections=0)
    who = decision.officer
    expected = FirstSignature(officer=who.id, unit=who.unit, higher_unit=who.higher_unit)
    assert pending.first == expected
