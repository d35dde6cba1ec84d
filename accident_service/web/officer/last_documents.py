"""The documents made last for the review screen: each is made once for a version of a case."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import cast

from flask import current_app

KEPT_DOCUMENTS = 64
EXTENSION = "accident-service-review-documents"


class LastDocuments:
    """The documents made last, by what they were made from; several threads ask at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, bytes] = OrderedDict()
        self._lock = Lock()

    def made_from(self, key: object, make: Callable[[], bytes]) -> bytes:
        """The document of all that `key` names; made where it is not known any more."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        document = make()  # others need not wait for it
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > KEPT_DOCUMENTS:
                self._kept.popitem(last=False)
        return document


def last_documents() -> LastDocuments:
    """Those of the app that answers this request."""
    return cast("LastDocuments", current_app.extensions.setdefault(EXTENSION, LastDocuments()))
