"""For Schemathesis: fresh keys, and no answer that shows a stranger what is another insurer's."""

from typing import Any

import schemathesis

from tests.api import fresh_keys
from tests.attackers.crawl import readable_text
from tests.fakes import examples

__all__ = ["fresh_keys", "shows_nothing_of_another_s"]

OF_OTHERS = tuple(
    word
    for party in (examples.party_a(), examples.party_b())
    for word in (
        party.name,
        party.phone,
        party.identity_no,
        party.vehicle.plate,
        party.insurance.policy_no,
    )
)


@schemathesis.check
def shows_nothing_of_another_s(_context: Any, response: schemathesis.Response, case: Any) -> None:
    """What was sent may come back, what lies in the ledger may not."""
    sent = f"{case.body!r} {case.query!r} {case.path_parameters!r} {case.headers!r}"
    shown = readable_text(response.content.decode(errors="replace"))
    assert not [word for word in OF_OTHERS if word in shown and word not in sent]
