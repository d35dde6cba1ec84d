"""The calls: a token when one is needed, another try where one is worth it, pages as one list."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from accident_determinations.errors import BytesDiffer, NotFound, Problem
from accident_determinations.models import Claim, Determination, Entry, Json

WORTH_ANOTHER_TRY = frozenset({429, 500, 502, 503, 504})
LIST = "/v1/determinations"
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
SHARE_OF_LIFE_USED = 0.9  # of a token; the rest is for slow clocks and slow calls


GRANT = {"grant_type": "client_credentials"}


@dataclass(frozen=True, slots=True)
class _Call:
    method: str
    path: str
    params: Mapping[str, str] | None = None  # none, not empty: a page's address has its own
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json | None = None
    form: Mapping[str, str] | None = None
    auth: tuple[str, str] | None = None


class Client:
    """A client of /v1. Close it, or use it in a `with`."""

    def __init__(
        self,
        url: str,
        client_id: str,
        client_secret: str,
        *,
        http: httpx.Client | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nothing is called before it is needed.

        Args:
            url: Where the service is reached, such as "https://accidents.example".
            http: Your own, with proxies, certificates or limits; else one with 20 s of patience.
            wait: How to wait so many seconds between tries.
        """
        self.tries = 5
        self._auth = (client_id, client_secret)
        self._http = http or httpx.Client(timeout=20.0)
        self._url = url.rstrip("/")
        self._wait = wait
        self._token, self._token_until_s = "", 0.0

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def determinations(
        self, *, updated_since: datetime | None = None, **filters: str | int
    ) -> Iterator[Entry]:
        """Your determinations, last changed last, page after page.

        Args:
            updated_since: Aware; changed at or after this moment.
            filters: status, plate, policy_no, occurred_from, occurred_to, limit.

        Raises:
            Problem: The API refused.
        """
        asked = {name: str(value) for name, value in filters.items()}
        if updated_since is not None:
            asked["updated_since"] = updated_since.isoformat()
        page: dict[str, Any] = self._asked(_Call("GET", LIST, params=asked)).json()
        while True:
            yield from (Entry.of(item) for item in page["items"])
            if page["next"] is None:
                return
            page = self._asked(_Call("GET", page["next"])).json()

    def determination(self, number: str) -> Determination:
        """One determination.

        Raises:
            NotFound: There is none, or none of yours.
        """
        return Determination.of(self._asked(_Call("GET", f"{LIST}/{number}")).json())

    def document(self, number: str) -> bytes:
        """The document as issued, checked against the hash the determination names.

        It names both parties in full and takes the scope full-documents:read.

        Raises:
            Problem: The client does not hold the scope; `masked_document` needs none of its own.
            BytesDiffer: These are not the bytes that were issued.
        """
        promised = self.determination(number).document_sha256
        pdf = self._asked(_Call("GET", f"{LIST}/{number}/document.pdf")).content
        if hashlib.sha256(pdf).hexdigest() != promised:
            raise BytesDiffer(f"the document of {number} is not the one that was issued")
        return pdf

    def masked_document(self, number: str) -> bytes:
        """A copy of the document with the party you do not cover masked."""
        return self._asked(_Call("GET", f"{LIST}/{number}/masked-document.pdf")).content

    def evidence(self, number: str) -> bytes:
        """The evidence bundle, a zip; takes the scope evidence:read.

        Documents in it have the other party masked, unless the client holds full-documents:read.
        """
        return self._asked(_Call("GET", f"{LIST}/{number}/evidence.zip")).content

    def leave_claim(self, number: str, reference: str) -> Claim:
        """Leave the number of your claim with the accident, in place of an earlier one."""
        headers = {"Idempotency-Key": str(uuid4())}
        body = {"reference": reference}
        call = _Call("PUT", f"{LIST}/{number}/claim", headers=headers, body=body)
        return Claim.of(self._asked(call).json())

    def _asked(self, call: _Call) -> httpx.Response:
        for number in range(1, self.tries + 1):
            bearer = {"Authorization": f"Bearer {self._valid_token()}"}
            answer = self._tried(replace(call, headers={**call.headers, **bearer}))
            if answer is not None and answer.status_code == 401 and number < self.tries:
                self._token = ""  # ended early: switched secrets, or a server set up anew
            elif answer is not None and not self._again(answer, number):
                return _good(answer)
            else:
                self._wait(_pause_s(answer, number))
        raise self._no_answer()

    def _valid_token(self) -> str:
        if not self._token or time.monotonic() >= self._token_until_s:
            token = self._fetched_token()
            self._token = str(token["access_token"])
            self._token_until_s = time.monotonic() + SHARE_OF_LIFE_USED * token["expires_in"]
        return self._token

    def _fetched_token(self) -> Json:
        call = _Call("POST", "/v1/oauth/token", form=GRANT, auth=self._auth)
        for number in range(1, self.tries + 1):
            answer = self._tried(call)
            if answer is not None and not self._again(answer, number):
                token: Json = _good(answer).json()
                return token
            self._wait(_pause_s(answer, number))
        raise self._no_answer()

    def _again(self, answer: httpx.Response, number: int) -> bool:
        return answer.status_code in WORTH_ANOTHER_TRY and number < self.tries

    def _tried(self, call: _Call) -> httpx.Response | None:
        try:
            return self._http.request(
                call.method,
                self._url + call.path,
                params=call.params,
                headers=call.headers,
                json=call.body,
                data=call.form,
                auth=call.auth,
            )
        except httpx.TransportError:
            return None

    def _no_answer(self) -> Problem:
        return Problem(0, {"type": "no-answer", "detail": f"{self._url} did not answer"})


def _pause_s(answer: httpx.Response | None, number: int) -> float:
    told = "" if answer is None else answer.headers.get("Retry-After", "")
    doubled = FIRST_WAIT_S * 2 ** (number - 1)
    return min(float(told) if told.isdigit() else doubled, LONGEST_WAIT_S)


def _good(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        told = answer.json()
    except ValueError:
        told = {"detail": answer.text[:200]}
    raise (NotFound if answer.status_code == 404 else Problem)(answer.status_code, told)
