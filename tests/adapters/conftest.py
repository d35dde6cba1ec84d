import pytest

from tests.adapters.tls import OwnTls, own_tls


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> OwnTls:
    """One certificate for all servers on loopback."""
    return own_tls(tmp_path_factory.mktemp("tls"))
