"""One app with both doors: pages for drivers and officers, the API for insurers."""

from collections.abc import Mapping
from types import TracebackType

from apiflask import APIFlask
from flask import request
from typing_extensions import override
from werkzeug.middleware.proxy_fix import ProxyFix

from accident_service import api, web
from accident_service.api.service import Sandbox, no_sandbox
from accident_service.casework.casework import Casework
from accident_service.journal import Journal
from accident_service.settings import Settings

CountStore = tuple[str, Mapping[str, object]]
IN_MEMORY: CountStore = ("memory://", {})
journal = Journal("requests")


class Service(APIFlask):
    """Both doors; what breaks behind them is told without its address or its message."""

    @override
    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> None:
        """Tell what broke, and where in the code."""
        route = request.url_rule.rule if request.url_rule else "-"
        if exc_info[1] is not None:
            journal.alarm("broke", exc_info[1], route=route)


def create_app(
    casework: Casework,
    settings: Settings,
    *,
    secret_key: str,
    sandbox: Sandbox = no_sandbox,
    counting: CountStore = IN_MEMORY,
) -> APIFlask:
    """The app, ready to be served.

    Args:
        sandbox: The casework over samples, for insurers who try the API out.
        secret_key: Signs session cookies; the same in every web process.
        counting: URL and options of the store in which all web processes count who knocks.
    """
    # The API describes itself and words its failures under /v1; the pages have their own.
    app = Service("accident_service", json_errors=False, spec_path=None, docs_path=None)
    app.config.update(
        SECRET_KEY=secret_key,
        PUBLIC_BASE_URL=settings.public_url,
        MAP_TILES=settings.map_tiles,
        TRUST_REQUEST_ID=settings.trusted_proxies > 0,
        CLIENT_CERTIFICATE_HEADER=settings.client_certificate_header,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        # By that name no browser takes it from another host, another path or without TLS.
        SESSION_COOKIE_NAME="__Host-session" if settings.secure_cookies else "session",
        RATELIMIT_STORAGE_URI=counting[0],
        RATELIMIT_STORAGE_OPTIONS=dict(counting[1]),
    )
    _believe_proxies(app, settings.trusted_proxies)
    web.register(app, casework)
    api.register(app, casework, sandbox)
    return app


def _believe_proxies(app: APIFlask, count: int) -> None:
    """Take a caller's address from as many proxies as are ours; host and scheme from none.

    Limits count by address; without this all callers would share the proxy's. Whoever sends
    X-Forwarded-For themselves stands left of what our proxies add, and is not read.
    """
    if count:
        believing = ProxyFix(app.wsgi_app, x_for=count, x_proto=0, x_host=0)
        app.wsgi_app = believing  # type: ignore[method-assign]  # as its documentation has it
