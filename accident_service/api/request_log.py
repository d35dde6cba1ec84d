"""One line in the log for every call, by the id the caller has in its answer too.

The route is named by its pattern, never its address: addresses carry plates and policies.
"""

import logging

from flask import Response, g, request

log = logging.getLogger("accident-service.api")


def log_request(response: Response) -> Response:
    """Note who called what, and what came of it."""
    client = g.get("insurer_client")
    log.info(
        "%s %s %s %d by %s",
        g.get("request_id", "-"),
        request.method,
        request.url_rule.rule if request.url_rule else "-",
        response.status_code,
        client.client_id if client else "-",
    )
    return response
