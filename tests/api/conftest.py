import pytest

from tests.api.door import Door, open_door


@pytest.fixture
def door() -> Door:
    return open_door()
