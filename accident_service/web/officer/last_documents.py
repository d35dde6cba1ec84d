"""The documents made last for the review screen: each is made once for a version of a case."""

from collections import OrderedDict
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

    def get(self, key: object) -> bytes | None:
        """The document made from this, if it is still known."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: object, document: bytes) -> None:
        """Keep a document by all that it was made from."""
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > KEPT_DOCUMENTS:
                self._kept.popitem(last=False)


def last_documents() -> LastDocuments:
    """Those of the app that answers this request."""
    return cast("LastDocuments", current_app.extensions.setdefault(EXTENSION, LastDocuments()))
