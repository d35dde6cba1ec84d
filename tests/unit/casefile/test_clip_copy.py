"""A copy waits until it is made or refused."""

from dataclasses import replace

from tests.unit.casefile.test_ask_copy import COPY, asked


def test_it_waits_until_it_is_made_or_refused() -> None:
    assert asked().waits
    assert not replace(asked(), copy=COPY).waits
    assert not replace(asked(), refusal="custody-broken").waits
