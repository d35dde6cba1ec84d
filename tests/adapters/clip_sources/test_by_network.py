from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.by_network import RecordingsByNetwork
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import CameraNetwork
from tests.fakes.world import camera


def test_each_network_is_asked_in_its_own_folder_and_the_rest_in_the_common_one() -> None:
    recordings = RecordingsByNetwork({"traffic": Path("/mnt/traffic"), "*": Path("/mnt/rest")})

    assert recordings.source_of(camera()).root == Path("/mnt/traffic")
    shop = camera("shop", network=CameraNetwork.COMMERCIAL)
    assert recordings.source_of(shop).root == Path("/mnt/rest")
    assert recordings.source_of(shop).source_key == "shop"


def test_a_network_without_a_folder_is_worth_another_try_once_one_is_set() -> None:
    with pytest.raises(ClipSourceUnavailable, match="no recordings folder is set for the traffic"):
        RecordingsByNetwork({}).source_of(camera())
