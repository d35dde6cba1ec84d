"""Hang the API into an app."""

from apiflask import APIFlask

from accident_service.api import (
    claims,
    description,
    determinations,
    evidence,
    service,
    throttle,
    token,
    webhook_deliveries,
    webhooks,
)
from accident_service.api.blueprint import BLUEPRINT
from accident_service.api.methods import answer_other_methods
from accident_service.api.service import Behind, Sandbox, no_sandbox
from accident_service.casework.casework import Casework

# Importing these hung their routes into the blueprint.
ROUTES = (
    claims,
    description,
    determinations,
    evidence,
    token,
    webhook_deliveries,
    webhooks,
)


def register(app: APIFlask, casework: Casework, sandbox: Sandbox = no_sandbox) -> None:
    """Make `app` answer under /v1; to a sandbox's clients, over `sandbox` alone.

    The app brings `SECRET_KEY`, which access tokens are signed under, and in production
    `RATELIMIT_STORAGE_URI`. Failures are answered by the blueprint itself.
    """
    service.keep(app, Behind(casework, sandbox))
    throttle.install(app)
    app.before_request(answer_other_methods)
    app.register_blueprint(BLUEPRINT)
