"""An account, and the application that may come after it."""

from dataclasses import replace
from datetime import timedelta

from accident_service.reports.statement import CONSENT_WORDING
from tests.fakes import examples


def test_a_later_application_keeps_its_time_and_the_words_it_was_asked_in() -> None:
    given = replace(examples.statement_a(), applies_for_online_determination=False)
    at = examples.NOON + timedelta(hours=1)
    applied = given.with_application(at)
    assert applied.applies_for_online_determination
    assert (applied.applied_at, applied.consent_wording) == (at, CONSENT_WORDING)
    assert (applied.words, applied.given_at) == (given.words, given.given_at)
