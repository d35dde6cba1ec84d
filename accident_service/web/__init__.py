"""Door 1: the pages of drivers and officers.

In: forms, signed-in sessions. Out: HTML that works without JavaScript. Nothing is decided
here; every route says who may call it, asks the casework, and words the answer.
"""

from accident_service.web.register import register

__all__ = ["register"]
