"""The insurer's side: a token, the list, one determination, its document."""

from dataclasses import dataclass
from typing import Any

import requests

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class InsurersOffice:
    """An insurer's program with its client id and secret."""

    url: str
    client_id: str
    client_secret: str

    def newest_determination(self) -> tuple[dict[str, Any], bytes]:
        """The last determination of the list, in full, and its PDF.

        Raises:
            requests.HTTPError: The API refused.
        """
        token = requests.post(
            f"{self.url}/v1/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(self.client_id, self.client_secret),
            timeout=TIMEOUT_S,
        )
        token.raise_for_status()
        authorised = {"Authorization": f"Bearer {token.json()['access_token']}"}
        listed = self._get("/v1/determinations", authorised).json()
        number = listed["items"][-1]["number"]
        whole = self._get(f"/v1/determinations/{number}", authorised).json()
        pdf = self._get(f"/v1/determinations/{number}/document.pdf", authorised).content
        return whole, pdf

    def _get(self, path: str, headers: dict[str, str]) -> requests.Response:
        response = requests.get(self.url + path, headers=headers, timeout=TIMEOUT_S)
        response.raise_for_status()
        return response
