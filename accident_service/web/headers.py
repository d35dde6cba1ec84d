"""Headers every answer carries.

No inline script or style is ever sent, so the policy needs neither nonces nor hashes. The
drivers' page may ask for position and camera; nobody else may. Pictures come from here, from
a script's own memory (blob:, as photographs not sent yet do), and from the map's tile source
where one is configured.
"""

from flask import Flask, Response, current_app, request

from accident_service.web.map_tiles import tile_origin

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
ONE_YEAR_OF_HTTPS = "max-age=31536000; includeSubDomains"


def install(app: Flask) -> None:
    """Add the headers to every answer that does not set its own."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    if origin := tile_origin():
        policy = CONTENT_SECURITY_POLICY.replace("img-src 'self'", f"img-src 'self' {origin}")
        response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    # Behind a proxy the last stretch is plain; how the service is reached, the settings say.
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", ONE_YEAR_OF_HTTPS)
    return response
