"""The guide to the insurers' API, for those who write programs against it."""

from flask import current_app, render_template
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.insurer_scopes import Scope
from accident_service.web.access import Caller, open_to
from accident_service.web.pages import BLUEPRINT

__all__ = ["BLUEPRINT"]

SECTIONS: tuple[tuple[str, LazyString], ...] = (
    ("token", lazy_gettext("Getting a token")),
    ("list", lazy_gettext("Listing and following changes")),
    ("read", lazy_gettext("One determination")),
    ("versions", lazy_gettext("Status and versions")),
    ("claims", lazy_gettext("Leaving your claim's number")),
    ("evidence", lazy_gettext("Evidence")),
    ("problems", lazy_gettext("Problems")),
    ("limits", lazy_gettext("Limits")),
    ("deprecation", lazy_gettext("What may change")),
    ("webhooks", lazy_gettext("Webhooks")),
    ("sandbox", lazy_gettext("Trying it out")),
    ("acord", lazy_gettext("In ACORD terms")),
    ("client", lazy_gettext("Python client")),
)
SCOPES: dict[Scope, LazyString] = {
    Scope.READ_DETERMINATIONS: lazy_gettext("Read determinations in which you cover a party"),
    Scope.WRITE_CLAIMS: lazy_gettext("Leave the number of your claim with a determination"),
    Scope.MANAGE_WEBHOOKS: lazy_gettext("Say where changes are to be sent"),
    Scope.READ_EVIDENCE: lazy_gettext("Fetch the evidence bundle of a determination you may read"),
    Scope.READ_FULL_DOCUMENTS: lazy_gettext(
        "Fetch the document as issued, which names both parties in full"
    ),
}
STATUSES: tuple[tuple[str, LazyString], ...] = (
    ("issued", lazy_gettext("In force; not yet served on every party")),
    ("served", lazy_gettext("In force; every party has it, and the time to ask for review runs")),
    ("under_review", lazy_gettext("Under review by the next higher unit: it may still change")),
    ("revoked", lazy_gettext("No longer in force: do not settle by it")),
    ("replaced", lazy_gettext("No longer in force: a later version holds")),
)
# Ours, theirs (empty where there is none), and what to mind.
ACORD: tuple[tuple[str, str, LazyString], ...] = (
    ("number", "", lazy_gettext("The police's document number; carry it as another identifier")),
    ("occurred_at", "ClaimsOccurrence/LossDt", lazy_gettext("UTC here; turn it into local time")),
    ("place", "ClaimsOccurrence/Addr", lazy_gettext("Words, not a structured address")),
    ("facts, cause", "ClaimsOccurrence/LossDesc", lazy_gettext("As the officer signed it")),
    ("accident_form", "ClaimsOccurrence/CauseOfLossCd", lazy_gettext("Map it by a table of yours")),
    ("parties[]", "ClaimsParty", lazy_gettext("One for each, in the order of their letters")),
    (
        "parties[].covered_by_you",
        "ClaimsParty/ClaimsPartyInfo/ClaimsPartyRoleCd",
        lazy_gettext("Insured where true, claimant or other driver where false"),
    ),
    (
        "parties[].name",
        "ClaimsParty/GeneralPartyInfo/NameInfo",
        lazy_gettext("Masked for the other party"),
    ),
    (
        "parties[].phone",
        "ClaimsParty/GeneralPartyInfo/Communications/PhoneInfo",
        lazy_gettext("Masked for the other party"),
    ),
    (
        "parties[].policy_no",
        "Policy/PolicyNumber",
        lazy_gettext("Of the compulsory cover; may be empty"),
    ),
    ("parties[].insurer", "", lazy_gettext("Our code, not a registry's")),
    (
        "parties[].plate, contact_part",
        "AutoLossInfo",
        lazy_gettext("The vehicle and where it was hit"),
    ),
    (
        "parties[].responsibility",
        "",
        lazy_gettext("Five grades of Chinese law; a percentage of fault is something else"),
    ),
    ("claim.reference", "ItemIdInfo/InsurerId", lazy_gettext("Your own number of the claim")),
    ("status, versions", "", lazy_gettext("Follow it here; a claim's status is yours")),
    ("provisions, signature", "", lazy_gettext("Keep them with the claim's documents")),
)


@BLUEPRINT.get("/v1/docs")
@open_to(Caller.ANYONE)
def insurers_guide() -> str:
    """How to call /v1: tokens, lists, versions, problems, limits, webhooks, examples."""
    return render_template(
        "docs/guide.html",
        origin=current_app.config.get("PUBLIC_BASE_URL", ""),
        sections=SECTIONS,
        scopes=[(scope.value, meaning) for scope, meaning in SCOPES.items()],
        statuses=STATUSES,
        acord=ACORD,
    )
