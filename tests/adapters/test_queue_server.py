import os
import signal
from pathlib import Path

import pytest
import redis

from accident_service.adapters.queue_server import (
    QueueServer,
    socket_path,
    wait_until_answering,
)
from accident_service.errors import QueueUnavailable

pytestmark = pytest.mark.redis


def client(server: QueueServer) -> redis.Redis:
    return redis.Redis.from_url(server.url)


def test_it_listens_on_a_socket_of_its_owner_only_and_on_no_network(tmp_path: Path) -> None:
    with QueueServer(tmp_path) as server, client(server) as queue:
        assert queue.config_get("port") == {"port": "0"}
        assert socket_path(tmp_path).stat().st_mode & 0o777 == 0o700


@pytest.mark.proves("R5")
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    server = QueueServer(tmp_path)
    server.start()
    with client(server) as queue:
        for number in range(50):
            queue.rpush("steps", number)
        os.kill(server.process_id, signal.SIGKILL)
        server.stop()
    with server, client(server) as queue:
        assert queue.llen("steps") == 50


def test_it_never_throws_work_away_for_want_of_memory(tmp_path: Path) -> None:
    with QueueServer(tmp_path) as server, client(server) as queue:
        assert queue.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert queue.config_get("appendfsync") == {"appendfsync": "always"}


def test_a_folder_too_deep_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)

    with QueueServer(deep) as server, client(server) as queue:
        assert queue.ping()
    assert len(os.fsencode(socket_path(deep))) < 107
    assert socket_path(deep).parent.stat().st_mode & 0o777 == 0o700
    socket_path(deep).parent.rmdir()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "appendonlydir").write_text("in the way")

    with pytest.raises(QueueUnavailable, match="the queue server ended with 1; it said"):
        QueueServer(tmp_path).start()


def test_waiting_for_nobody_ends(tmp_path: Path) -> None:
    with pytest.raises(QueueUnavailable, match="no queue server answers"):
        wait_until_answering(f"unix://{tmp_path}/nobody.sock", within_s=0.05)
