"""A bundle of evidence on its way to a browser; logged and proven before the first byte goes."""

import tempfile
from pathlib import Path

from flask import Response, send_file

from accident_service.casefile.case import Case
from accident_service.casefile.entitlement import Entitlement
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.service import casework

ZIP = "application/zip"


def bundle(case: Case, entitlement: Entitlement, *, actor: str) -> Response:
    """The bundle of this case for this recipient, made anew each time.

    Its file is gone from the folder before it is sent; the open file alone keeps the bytes.

    Raises:
        StepOutOfOrder: The recipient has to wait for the document.
        CustodyBroken: Stored bytes have changed.
    """
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        path = Path(folder) / "bundle.zip"
        casework().export_evidence(case.id, entitlement, actor=actor, into=path)
        name = f"evidence-{case.tracking_code}-{entitlement.words}.zip"
        response = send_file(path.open("rb"), ZIP, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = NEVER_CACHED
    return response
