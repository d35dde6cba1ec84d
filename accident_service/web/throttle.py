"""How often one may knock.

Counted in the store the app is configured with (`RATELIMIT_STORAGE_URI`); while that does
not answer, each process counts in its own memory, so that guessing stays limited and
nobody meets an error page. The casework limits codes per phone besides. Phones,
addresses and names of accounts are counted by a pseudonym: the store is written to disk.
"""

from collections.abc import Callable

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from accident_service.web.pseudonym import pseudonym
from accident_service.web.visitor import verified_phone


def by_address() -> str:
    """Where the request comes from."""
    return pseudonym(get_remote_address())


LIMITER = Limiter(key_func=by_address, key_prefix="pages", in_memory_fallback_enabled=True)

PER_ADDRESS = "60 per 10 minutes"  # a whole street may share one address [design]
PER_READER = "30 per 10 minutes"  # of codes tried on the verification page [design]
PER_PHONE = "5 per 10 minutes"
PHOTOS_PER_PHONE = "120 per 10 minutes"  # begun, again ones too; a party may send twelve
BUNDLES_PER_PHONE = "20 per hour"  # each is made anew, and written down [design]
PER_OFFICER_NAME = "8 per 15 minutes"


def install(app: Flask) -> None:
    """Start counting for this app."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    LIMITER.init_app(app)


def phone_in_form() -> str:
    """The phone a code is asked for, so that one phone cannot be flooded from many addresses."""
    return "phone:" + pseudonym(request.form.get("phone", "")[:32])


def by_phone(what: str) -> Callable[[], str]:
    """Whose verified phone it is, for counting `what` by it."""
    return lambda: f"{what}:{pseudonym(verified_phone() or '')}"


def officer_in_form() -> str:
    """The user name tried, so that one account cannot be guessed from many addresses."""
    return "officer:" + pseudonym(request.form.get("user_name", "")[:64].casefold())


def was_refused_here(response: Response) -> bool:
    """The same of a form whose success is a page."""
    return response.status_code != 200


def was_refused(response: Response) -> bool:
    """Did the attempt fail? A right password uses up nothing."""
    return response.status_code != 303
