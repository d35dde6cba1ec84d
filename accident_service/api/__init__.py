"""Door 2: what insurers may fetch.

In: a client's token, a determination's number. Out: JSON with the other party masked, the
document and its signature; every reading is logged. Under /v1, described at /v1/openapi.json.
"""

from accident_service.api.register import register

__all__ = ["register"]
