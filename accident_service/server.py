"""One app with both doors: pages for drivers and officers, the API for insurers."""

from apiflask import APIFlask

from accident_service import api, web
from accident_service.api.service import Sandbox, no_sandbox
from accident_service.casework.casework import Casework
from accident_service.settings import Settings


def create_app(
    casework: Casework, settings: Settings, *, secret_key: str, sandbox: Sandbox = no_sandbox
) -> APIFlask:
    """The app, ready to be served.

    Args:
        sandbox: The casework over samples, for insurers who try the API out.
        secret_key: Signs session cookies; the same in every web process.
    """
    # The API describes itself and words its failures under /v1; the pages have their own.
    app = APIFlask("accident_service", json_errors=False, spec_path=None, docs_path=None)
    app.config.update(
        SECRET_KEY=secret_key,
        PUBLIC_BASE_URL=settings.public_url,
        MAP_TILES=settings.map_tiles,
        CLIENT_CERTIFICATE_HEADER=settings.client_certificate_header,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
    )
    web.register(app, casework)
    api.register(app, casework, sandbox)
    return app
