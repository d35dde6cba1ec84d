"""Tokens tied to a client's certificate (RFC 8705), handed on by a trusted proxy or not at all."""

import base64
import hashlib
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from accident_service.adapters.client_certificates import thumbprint_of_file
from accident_service.errors import InvalidInput
from tests.api.door import Door, open_door
from tests.fakes import unit_seal
from tests.fakes.doors import insurer_client

HEADER = "Client-Cert"
LIST = "/v1/determinations"
GRANT = {"grant_type": "client_credentials"}


def certificate() -> x509.Certificate:
    return x509.load_pem_x509_certificates(unit_seal.certificate_pem())[0]


DER = certificate().public_bytes(Encoding.DER)
AS_RFC_9440 = f":{base64.b64encode(DER).decode()}:"
AS_PEM = quote(certificate().public_bytes(Encoding.PEM).decode())
ANOTHER = f":{base64.b64encode(b'another certificate').decode()}:"


def bound_door(header: str = HEADER) -> Door:
    bound = replace(
        insurer_client("PICC"), certificates=frozenset({hashlib.sha256(DER).hexdigest()})
    )
    door = open_door(insurers=(bound, insurer_client("CPIC")))
    door.client.application.config["CLIENT_CERTIFICATE_HEADER"] = header
    return door


def token_with(door: Door, **headers: str) -> tuple[int, str]:
    answer = door.client.post(
        "/v1/oauth/token", data=GRANT, auth=("picc-client", "secret"), headers=headers
    )
    return answer.status_code, answer.get_json().get("access_token", "")


@pytest.mark.parametrize("written", [AS_RFC_9440, AS_PEM])
def test_a_bound_client_calls_with_its_certificate(written: str) -> None:
    door = bound_door()
    status, token = token_with(door, **{HEADER: written})
    assert status == 200

    bearer = {"Authorization": f"Bearer {token}"}
    assert door.client.get(LIST, headers=bearer | {HEADER: written}).status_code == 200
    for other in ({}, {HEADER: ANOTHER}, {HEADER: "garbage"}, {HEADER: ":%%%:"}):
        assert door.client.get(LIST, headers=bearer | other).status_code == 401


@pytest.mark.parametrize("headers", [{}, {HEADER: ANOTHER}, {HEADER: "garbage"}])
def test_without_its_certificate_the_secret_is_worth_nothing(headers: dict[str, str]) -> None:
    assert token_with(bound_door(), **headers)[0] == 401


def test_a_header_nobody_configured_is_not_believed() -> None:
    assert token_with(bound_door(header=""), **{HEADER: AS_RFC_9440})[0] == 401


def test_a_token_from_before_the_binding_stops() -> None:
    door = bound_door()
    bound = door.world.insurers.clients
    door.world.insurers.clients = (insurer_client("PICC"),)
    before = token_with(door)[1]
    door.world.insurers.clients = bound

    bearer = {"Authorization": f"Bearer {before}", HEADER: AS_RFC_9440}
    assert door.client.get(LIST, headers=bearer).status_code == 401


def test_others_need_none(door: Door) -> None:
    assert door.get(LIST, by="cpic-client").status_code == 200


def test_the_operators_file_gives_the_same_thumbprint(tmp_path: Path) -> None:
    path = tmp_path / "client.pem"
    path.write_bytes(certificate().public_bytes(Encoding.PEM))
    assert thumbprint_of_file(path) == hashlib.sha256(DER).hexdigest()
    path.write_text("nothing")
    with pytest.raises(InvalidInput):
        thumbprint_of_file(path)
