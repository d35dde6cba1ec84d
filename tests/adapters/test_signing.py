import base64
import json

import jwt
import pytest

from accident_service.adapters.signing import UnitKey, verified
from accident_service.errors import CustodyBroken, InvalidSettings

KEY = UnitKey(b"k" * 32)
OTHER = UnitKey(b"o" * 32)
PAYLOAD = '{"number":"吉"}'.encode()


def changed(signed: bytes, part: str, text: str) -> bytes:
    parts = json.loads(signed)
    parts[part] = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    return json.dumps(parts).encode()


def test_what_was_signed_is_read_back_and_signing_twice_gives_the_same_file() -> None:
    signed = KEY.signed(PAYLOAD)

    assert verified(signed, KEY.public_keys()) == PAYLOAD
    assert signed == KEY.signed(PAYLOAD)
    assert set(json.loads(signed)) == {"payload", "protected", "signature"}


@pytest.mark.parametrize(
    "forged",
    [
        changed(KEY.signed(PAYLOAD), "payload", '{"number":"别"}'),
        changed(KEY.signed(PAYLOAD), "protected", '{"alg":"none"}'),
        changed(KEY.signed(PAYLOAD), "signature", "x" * 64),
        OTHER.signed(PAYLOAD),
        b"{}",
        b"no json",
    ],
)
def test_whatever_is_changed_or_signed_by_another_is_refused(forged: bytes) -> None:
    with pytest.raises(CustodyBroken):
        verified(forged, KEY.public_keys())


def test_a_reader_with_several_keys_finds_the_right_one() -> None:
    keys = [
        key for unit in (OTHER, KEY) for key in json.loads(json.dumps(unit.public_keys()))["keys"]
    ]
    assert verified(KEY.signed(PAYLOAD), {"keys": keys}) == PAYLOAD


def test_the_public_keys_do_not_hold_the_private_one() -> None:
    (public,) = json.loads(json.dumps(KEY.public_keys()))["keys"]
    assert set(public) == {"kty", "crv", "x", "kid", "alg", "use"}


def test_a_seed_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(InvalidSettings, match="31 bytes"):
        UnitKey(b"k" * 31)


def test_another_library_verifies_it_too() -> None:
    parts = json.loads(KEY.signed(PAYLOAD))
    compact = ".".join((parts["protected"], parts["payload"], parts["signature"]))
    (key,) = json.loads(json.dumps(KEY.public_keys()))["keys"]
    (other,) = json.loads(json.dumps(OTHER.public_keys()))["keys"]
    # PyJWT knows the algorithm by the name it had before RFC 9864; we sign under the new one.
    signed = jwt.PyJWS(algorithms=["EdDSA"])
    signed.register_algorithm("Ed25519", jwt.algorithms.OKPAlgorithm())

    public = jwt.PyJWK({**key, "alg": "EdDSA"}).key
    assert signed.decode(compact, public, algorithms=["Ed25519"]) == PAYLOAD
    with pytest.raises(jwt.InvalidSignatureError):
        signed.decode(compact, jwt.PyJWK({**other, "alg": "EdDSA"}).key, algorithms=["Ed25519"])
