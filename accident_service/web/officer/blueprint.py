"""All officers' pages hang here; importing this module imports every one of them."""

from accident_service.web.officer import case, decide, queue, sign_in
from accident_service.web.officer.hook import BLUEPRINT

__all__ = ["BLUEPRINT", "case", "decide", "queue", "sign_in"]
