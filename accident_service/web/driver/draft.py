"""A half-filled form, kept on the server under the verified phone, so nothing typed is lost."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from accident_service.web.service import casework

DONE = "_done"  # slugs of the pages answered without complaint, separated by commas


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been answered so far."""

    key: str
    fields: Mapping[str, str]

    @classmethod
    def kept_under(cls, key: str, *, begun_with: Callable[[], Mapping[str, str]] = dict) -> Self:
        """The draft of this key; a new one gets the submission key that makes a second tap safe.

        Args:
            begun_with: What a new draft holds already.
        """
        fields = casework().drafts.load(key)
        if "submission_key" not in fields:
            fields = {**begun_with(), **fields, "submission_key": secrets.token_urlsafe(24)}
        return cls(key, fields)

    @property
    def done(self) -> frozenset[str]:
        """Slugs of the pages answered."""
        return frozenset(filter(None, self.fields.get(DONE, "").split(",")))

    def with_answers(self, slug: str, answers: Mapping[str, str], *, complete: bool) -> Self:
        """The draft with a page's answers, which may still be incomplete."""
        done = self.done | {slug} if complete else self.done - {slug}
        return replace(self, fields={**self.fields, **answers, DONE: ",".join(sorted(done))})

    def keep(self) -> None:
        """Write it down."""
        casework().drafts.save(self.key, dict(self.fields))

    def discard(self) -> None:
        """Forget it: it has become a report."""
        casework().drafts.discard(self.key)
