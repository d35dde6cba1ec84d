"""GET /v1/determinations/{number}/evidence.zip: what the determination rests on, to be checked.

For insurers let to read evidence: recordings and pictures of the street by their hashes, the
measurement and drawings in full. The documents are copies with the other party masked, unless
the client may read them in full: then they are as issued. `verifier/FORMAT.md` says how to
check it.
"""

import tempfile
from pathlib import Path

from flask import Response, send_file

from accident_service.api.access import Caller, calling_client, open_to
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.reading import PERSONAL, file_answer
from accident_service.api.service import casework
from accident_service.api.throttle import LIMITER, by_client
from accident_service.api.views import covered_by, may_read_in_full
from accident_service.casefile.determination import Determination
from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.casework.insurer_scopes import Scope
from accident_service.quantities.identifiers import DeterminationNumber
from accident_service.reports.party import PartyLetter

EVIDENCE_READERS = Caller(Scope.READ_EVIDENCE)
ZIP = "application/zip"
BUNDLE_ANSWER = file_answer("The bundle", ZIP)
BUNDLES = "60 per hour"  # each is made anew, and written down [design]


@BLUEPRINT.get("/determinations/<number>/evidence.zip")
@open_to(EVIDENCE_READERS)
@BLUEPRINT.doc(
    summary="Fetch the evidence bundle",
    description="A zip signed by the unit: the measurement, drawings and documents; recordings and"
    " pictures that show other people by their hashes. Documents have the other party masked, or"
    " are as issued where the client holds full-documents:read. Checked offline by"
    " verify_bundle.py. Made anew each time, and each time on record.",
    tags=["Evidence"],
    responses=BUNDLE_ANSWER,
)
@LIMITER.limit(BUNDLES, key_func=by_client)
def read_evidence(number: str) -> Response:
    """The bundle of the determination's case, for an insurer of one of its parties."""
    insurer = calling_client().insurer
    read = casework().read_determination(insurer, DeterminationNumber(number), verb="read-evidence")
    determination = read.found.determination
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        path = Path(folder) / "bundle.zip"
        entitlement = Entitlement(recipient=Recipient.INSURER, named=_named(determination))
        bound = casework().export_evidence(
            determination.case, entitlement, actor=f"insurer:{insurer}", into=path
        )
        name = f"evidence-{determination.number}.zip"
        response = send_file(path.open("rb"), ZIP, as_attachment=True, download_name=name)
    response.set_etag(bound.sha256)
    response.headers["Cache-Control"] = PERSONAL
    return response


def _named(determination: Determination) -> frozenset[PartyLetter] | None:
    """Whom the bundle's documents may name in full; None: everybody."""
    client = calling_client()
    return None if may_read_in_full(client) else covered_by(determination, client.insurer_code)
