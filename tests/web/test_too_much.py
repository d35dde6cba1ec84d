"""Whoever sends too much is told so on a page; the connection is not cut while they send."""

import http.client
from collections.abc import Iterator

import pytest

from tests.browser.served import served
from tests.fakes.casework import FakeWorld

MORE_THAN_ANY_BUFFER = 24 * 2**20


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(FakeWorld()) as address:
        yield int(address.rpartition(":")[2])


def test_too_much_is_answered_with_a_page(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", body=b"0" * MORE_THAN_ANY_BUFFER, headers=headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    assert answer.status == 413
    assert "15 MB" in page
