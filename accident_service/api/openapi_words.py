"""The words and parts of the OpenAPI description that no route can tell of itself."""

from typing import Any

from accident_service.casework.insurer_scopes import MEANINGS

TITLE = "Accident determinations for insurers"
DESCRIPTION = (
    "Determinations of responsibility in which you insure a party: listed in the order of their"
    " changes, read with the other party masked, and provable offline. Never a proposal: what is"
    " here was decided and signed by an officer.\n\nFields and routes may be added at any time;"
    " ignore what you do not know. Guide with examples: /v1/docs."
)
TAGS = [
    {"name": "Access", "description": "Tokens, and the keys signatures are checked with"},
    {"name": "Determinations", "description": "What was decided"},
    {"name": "Claims", "description": "Your own reference beside it"},
    {"name": "Webhooks", "description": "Being told when something changes"},
    {"name": "Evidence", "description": "What it rests on, to be checked offline"},
]
SECURITY = {
    "oauth2": {
        "type": "oauth2",
        "description": "Client credentials; tokens live for 15 minutes.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "/v1/oauth/token",
                "scopes": {scope.value: meaning for scope, meaning in MEANINGS.items()},
            }
        },
    }
}
TOKEN_FORM: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"const": "client_credentials"},
                    "scope": {"type": "string"},
                    "client_id": {"type": "string"},
                    "client_secret": {"type": "string"},
                },
            },
            "example": {"grant_type": "client_credentials", "scope": "determinations:read"},
        }
    },
}

# By status: the response's name, what it means, and the headers it has besides the usual.
PROBLEMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "400": ("BadRequest", "The body cannot be read", ()),
    "401": ("Unauthorised", "No valid access token", ("WWW-Authenticate",)),
    "403": ("Forbidden", "The token lacks the scope", ("WWW-Authenticate",)),
    "404": ("NotFound", "Not there, or none of yours", ()),
    "409": (
        "Conflict",
        "Not as things stand, or a request with this key is being carried out",
        ("Retry-After",),
    ),
    "413": ("TooLarge", "The body is longer than 64 KiB", ()),
    "415": ("UnsupportedMediaType", "The body is not application/json", ()),
    "422": ("Invalid", "A parameter or the body is not valid; `errors` says which", ()),
    "429": (
        "TooManyRequests",
        "Too many requests; wait `Retry-After`",
        ("Retry-After",),
    ),
    "500": ("Bug", "Our mistake; tell us the request id", ()),
    "503": ("Unavailable", "A part of the service does not answer; try again", ("Retry-After",)),
}
ANSWERS = {
    ("/v1/oauth/token", "200"): "A token",
    ("/v1/determinations", "200"): "A page of the list",
    ("/v1/determinations/{number}", "200"): "The determination",
    ("/v1/determinations/{number}/claim", "200"): "Your claim as it is kept",
    ("/v1/determinations/{number}/evidence.zip", "200"): "The bundle",
    ("/v1/webhook-endpoints", "200"): "Your endpoints",
    ("/v1/webhook-endpoints", "201"): "The endpoint with its secret",
    ("/v1/webhook-endpoints/{endpoint_id}", "200"): "The endpoint",
    ("/v1/webhook-endpoints/{endpoint_id}/secret", "201"): "The new secret",
    ("/v1/webhook-endpoints/{endpoint_id}/ping", "202"): "It is on its way",
    ("/v1/webhook-endpoints/{endpoint_id}/deliveries", "200"): "A page of the log",
    ("/v1/webhook-endpoints/{endpoint_id}/deliveries/{message_id}", "200"): "The delivery",
    ("/v1/webhook-endpoints/{endpoint_id}/deliveries/{message_id}/replay", "202"): (
        "It is on its way again"
    ),
    ("/v1/webhook-endpoints/{endpoint_id}/replay", "202"): "They are on their way again",
    ("/v1/jwks.json", "200"): "The keys",
    ("/v1/sandbox/jwks.json", "200"): "The keys of the sandbox",
}

OF_EVERY_ANSWER = ("X-Request-ID", "RateLimit-Policy", "RateLimit", "Deprecation", "Sunset", "Link")


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


HEADERS = {
    "X-Request-ID": _header("Yours if you sent a sensible one, else ours", "5f2b8c1d9e7a4f3360ab"),
    "RateLimit-Policy": _header("Quota q in a window of w seconds", '"default";q=600;w=60'),
    "RateLimit": _header("What remains, and the seconds until it is full", '"default";r=598;t=41'),
    "Retry-After": _header("Seconds to wait", "30"),
    "ETag": _header("Send it as If-None-Match to hear only of changes", '"0f3c9a"'),
    "Cache-Control": _header("Who may keep the answer", "private, no-store"),
    "WWW-Authenticate": _header("What was missing (RFC 6750)", 'Bearer realm="v1"'),
    "Deprecation": _header("Since when this route is to go (RFC 9745)", "@1798761600"),
    "Sunset": _header("Until when it works (RFC 8594)", "Sat, 01 Jan 2028 00:00:00 GMT"),
    "Link": _header("Where to read about it", '</v1/docs#deprecation>; rel="deprecation"'),
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag you have; 304 when nothing changed",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A key of your own: the same request sent again under it is carried out once"
    " and answered the same, for a day",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}
