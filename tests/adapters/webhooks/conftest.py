from collections.abc import Iterator

import pytest

from tests.adapters.tls import OwnTls
from tests.adapters.webhooks.receiver import Receiver, listening


@pytest.fixture(scope="module")
def the_receiver(tls: OwnTls) -> Iterator[Receiver]:
    with listening(tls) as receiver:
        yield receiver


@pytest.fixture
def receiver(the_receiver: Receiver) -> Receiver:
    """One that has received nothing yet."""
    the_receiver.received.clear()
    the_receiver.answers.clear()
    return the_receiver
