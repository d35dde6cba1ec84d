"""For machines that watch the service: is it ready, how much has it to do?

Strangers are told yes or no; whoever bears the token of the figures is told why.
"""

from flask import Response, current_app, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from accident_service.web.access import Caller, holds_token, open_to
from accident_service.web.exported_figures import exposition
from accident_service.web.pages import BLUEPRINT
from accident_service.web.service import casework

READY, DEGRADED, UNREADY = "ready", "degraded", "unready"


@BLUEPRINT.get("/readyz")
@open_to(Caller.ANYONE)
def ready() -> tuple[Response, int]:
    """Can a report be taken now? "degraded": yes, but what follows will wait."""
    signs = casework().vital_signs.taken()
    status = READY if all(one.well for one in signs) else DEGRADED
    if any(one.needed and not one.well for one in signs):
        status = UNREADY
    told: dict[str, object] = {"status": status}
    if holds_token(str(current_app.config.get("METRICS_TOKEN", ""))):
        told["parts"] = {one.name: {"well": one.well, "told": one.told} for one in signs}
    return jsonify(told), 503 if status == UNREADY else 200


@BLUEPRINT.get("/metrics")
@open_to(Caller.SCRAPER)
def metrics() -> Response:
    """Every figure, as Prometheus reads it."""
    service = casework()
    told = exposition(
        service.operating_figures.read(service.clock.now()), service.vital_signs.taken()
    )
    return Response(told, content_type=CONTENT_TYPE_LATEST)
