"""All drivers' pages hang here; importing this module imports every one of them."""

from accident_service.web.driver import join, report, sign_in, status
from accident_service.web.driver.hook import BLUEPRINT

__all__ = ["BLUEPRINT", "join", "report", "sign_in", "status"]
