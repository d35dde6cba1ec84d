"""A small OpenID provider on this machine that keeps to the contract, and breaks it when told."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from typing_extensions import override

from accident_service.casework.ports import Clock

CLIENT, SECRET = "accident-service", "a secret: of the house"


@dataclass(slots=True)
class HouseProvider:
    """Who is signed in there, and what it says wrong; `claims` change what tokens say."""

    clock: Clock
    url: str = ""
    person: str = "officer"
    claims: dict[str, object] = field(default_factory=dict)
    said: dict[str, object] = field(default_factory=dict)  # in place of what discovery says
    algorithm: str = "ES256"
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "first"}))
    published: list[ECKey] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published.append(self.key)

    def discovery(self) -> dict[str, object]:
        """What it says of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
        } | self.said

    def keys(self) -> dict[str, object]:
        """Its public keys."""
        return {"keys": [key.as_dict(private=False) for key in self.published]}

    def authorised(self, asked: dict[str, str]) -> str:
        """Where the person's browser is sent back to, once they have signed in."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.url}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def redeemed(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, object]]:
        """The token for a code: once, for whoever asked for it."""
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":", 1)
        if [unquote(one) for one in pair] != [CLIENT, SECRET]:
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        right = asked is not None and (
            asked["code_challenge"] == challenge and asked["redirect_uri"] == form["redirect_uri"]
        )
        if asked is None or not right or form["grant_type"] != "authorization_code":
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "access_token": "x", "id_token": self._token(asked)}

    def _token(self, asked: dict[str, str]) -> str:
        now_s = int(self.clock.now().timestamp())
        claims: dict[str, Any] = {
            "iss": self.url,
            "sub": "7f1c",
            "aud": asked["client_id"],
            "nonce": asked["nonce"],
            "iat": now_s,
            "exp": now_s + 300,
            "preferred_username": self.person,
        } | self.claims
        header = {"alg": self.algorithm, "kid": self.key.kid}
        told = {name: one for name, one in claims.items() if one is not None}
        if self.algorithm == "HS256":
            return jwt.encode(header, told, OctKey.import_key(SECRET))
        return jwt.encode(header, told, self.key)


class _Door(BaseHTTPRequestHandler):
    provider: ClassVar[HouseProvider]

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Sign somebody in, or tell of itself."""
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorised(asked))
            self.end_headers()
            return
        of_itself = parts.path == "/.well-known/openid-configuration"
        self._tell(200, self.provider.discovery() if of_itself else self.provider.keys())

    def do_POST(self) -> None:
        """Redeem a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: one[0] for name, one in parse_qs(body).items()}
        self._tell(*self.provider.redeemed(form, self.headers.get("Authorization", "")))

    def _tell(self, status: int, told: dict[str, object]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def settings_file(folder: Path, provider: HouseProvider, more: str = "") -> Path:
    """The operator's file that names it."""
    path = folder / "oidc.toml"
    path.write_text(
        f'issuer = "{provider.url}"\nclient_id = "{CLIENT}"\nclient_secret = "env:HOUSE"\n{more}\n'
        'name_zh = "公安统一身份认证"\nname_en = "Police single sign-on"\n'
        f'[internal]\nnetworks = ["127.0.0.0/8"]\nplain = ["{urlsplit(provider.url).netloc}"]\n'
    )
    path.chmod(0o600)
    return path


@contextmanager
def running(clock: Clock) -> Iterator[HouseProvider]:
    """One that listens on a port of its own."""
    provider = HouseProvider(clock)
    door = type("Door", (_Door,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
