"""A document ready to be set: what stands on its page, and what it says to machines."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document; `page` holds its strings by place, pairs being Chinese and English.

    `content` is what it says with everybody masked, because that form travels; what the law
    demands in full is on the page, whose hash stands beside the content in the signature.
    """

    kind: str  # the template's name, and the middle of the JSON's format
    number: str
    verification_code: str
    version: int
    tracking_code: str
    unit_name: str
    issued_at: datetime
    page: Mapping[str, Any]
    content: Mapping[str, Any]
    masked: bool = False

    @property
    def content_sha256(self) -> str:
        """The hash of the content, printed on the page so that paper and signature meet."""
        return hashlib.sha256(canonical(self.content)).hexdigest()

    def envelope(self, pdf_sha256: str) -> dict[str, Any]:
        """What is signed: the content, and the PDF that says the same."""
        return {
            "format": f"accident-{self.kind}/1",
            "content": self.content,
            "document": {"media_type": "application/pdf", "sha256": pdf_sha256},
        }


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one spelling of this content.

    RFC 8785 for what occurs here: keys in order, no space, UTF-8, no fractions.
    """
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()
