"""A time-stamping authority over HTTP (RFC 3161, section 3.4): its clock vouches for a head.

The answer is checked before it is kept: that it is about our bytes and our request, and that
the authority's certificates made it. A token nobody checked is worth nothing in court.
"""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.x509 import Certificate
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from accident_service.adapters.notices.gateway import ACCEPTED, connection_to
from accident_service.errors import OutsideWorldFailed

LONGEST_ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class TimeStampAuthority:
    """A `TimeStamper`; trusts the self-signed ones of the certificates given and nobody else."""

    url: str
    certificates: tuple[Certificate, ...]

    def stamped(self, content: bytes) -> bytes:
        """The authority's response over the content's SHA-256, checked, DER.

        Raises:
            OutsideWorldFailed: It did not answer, refused, or its answer does not hold.
        """
        asked = (
            TimestampRequestBuilder()
            .data(content)
            .hash_algorithm(HashAlgorithm.SHA256)
            .nonce(nonce=True)
            .cert_request(cert_request=True)
            .build()
        )
        answer = self._post(asked.as_bytes())
        try:
            decoded = decode_timestamp_response(answer)
            verifier = VerifierBuilder.from_request(asked)
            for one in self.certificates:
                of_root = one.subject == one.issuer
                add = (
                    verifier.add_root_certificate
                    if of_root
                    else verifier.add_intermediate_certificate
                )
                verifier = add(one)
            verifier.build().verify_message(decoded, content)
        except (ValueError, VerificationError) as fault:
            raise OutsideWorldFailed(f"the time stamp does not hold: {fault}") from fault
        return answer

    def _post(self, body: bytes) -> bytes:
        address = urlsplit(self.url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection = connection_to(address)
        try:
            headers = {"Content-Type": "application/timestamp-query"}
            connection.request("POST", target, body=body, headers=headers)
            answer = connection.getresponse()
            content = answer.read(LONGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as failure:
            raise OutsideWorldFailed(f"the authority did not answer: {failure}") from failure
        finally:
            connection.close()
        if answer.status not in ACCEPTED:
            raise OutsideWorldFailed(f"the authority answered {answer.status}")
        return content
