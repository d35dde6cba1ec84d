"""A party's own copy of the evidence, once the case is decided (SPR-65)."""

from flask import Response

from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.evidence_bundle import bundle
from accident_service.web.throttle import BUNDLES_PER_PHONE, LIMITER, by_phone


@BLUEPRINT.post("/case/<tracking_code>/evidence-bundle")
@open_to(Caller.PARTY)
@LIMITER.limit(BUNDLES_PER_PHONE, key_func=by_phone("bundles"))
def own_bundle() -> Response:
    """Make and hand out the bundle; what is the other's is in it by its hash alone."""
    letter = calling_party().letter
    entitlement = Entitlement(recipient=Recipient.PARTY, letter=letter)
    return bundle(case_in_address(), entitlement, actor=f"driver:{letter}")
