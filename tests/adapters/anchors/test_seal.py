import pytest

from accident_service.adapters.anchors.seal import UnitSeal
from accident_service.adapters.signing import UnitKey
from accident_service.errors import CustodyBroken

SEAL = UnitSeal(UnitKey(b"k" * 32))


def test_what_is_sealed_opens_as_its_own_kind_only() -> None:
    sealed = SEAL.sealed(b"a statement", "one+jws")
    assert SEAL.opened(sealed, "one+jws") == b"a statement"
    with pytest.raises(CustodyBroken, match="signed as 'one\\+jws', not as 'two\\+jws'"):
        SEAL.opened(sealed, "two+jws")
    with pytest.raises(CustodyBroken):
        UnitSeal(UnitKey(b"o" * 32)).opened(sealed, "one+jws")
