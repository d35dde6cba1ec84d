"""What an insurer's client may be let do; a token carries some of these, never more."""

from enum import StrEnum


class Scope(StrEnum):
    """One thing a client may do."""

    READ_DETERMINATIONS = "determinations:read"
    WRITE_CLAIMS = "claims:write"
    MANAGE_WEBHOOKS = "webhooks:manage"
    READ_EVIDENCE = "evidence:read"
    READ_FULL_DOCUMENTS = "full-documents:read"


MEANINGS: dict[Scope, str] = {
    Scope.READ_DETERMINATIONS: "Read determinations in which you cover a party",
    Scope.WRITE_CLAIMS: "Leave the number of your claim with a determination",
    Scope.MANAGE_WEBHOOKS: "Say where changes are to be sent",
    Scope.READ_EVIDENCE: "Fetch the evidence bundle of a determination you may read",
    Scope.READ_FULL_DOCUMENTS: "Fetch the document as issued, which names both parties in full",
}

# What an insurer needs from the first day; evidence, and what names the other party
# in full, are let out on a legal basis of their own.
USUAL = (Scope.READ_DETERMINATIONS, Scope.WRITE_CLAIMS)
