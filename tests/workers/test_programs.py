from pathlib import Path

from accident_service.casework.queues import Queue
from accident_service.settings import Settings
from workers.programs import service_programs, web_program, worker_programs

WORKERS = (
    "reconstruct worker 1",
    "reconstruct worker 2",
    "documents worker 1",
    "deliver worker 1",
)


def settings(**variables: str) -> Settings:
    return Settings.from_environment(
        {f"ACCIDENT_SERVICE_{name}": value for name, value in variables.items()}
    )


def test_the_embedded_service_starts_its_queue_first_and_its_doors_last(tmp_path: Path) -> None:
    groups = service_programs(settings(DATA_DIR=str(tmp_path), WORKERS="fetch=0,reconstruct=2"))

    assert [[program.name for program in group] for group in groups] == [
        ["queue server"],
        ["relay", *WORKERS],
        ["web server"],
    ]


def test_with_a_queue_of_the_citys_own_none_is_started() -> None:
    groups = service_programs(settings(REDIS_URL="redis://queue:6379/0"))

    assert groups[0] == ()


def test_a_worker_serves_one_queue_and_every_queue_has_one_unless_told_otherwise() -> None:
    names = [program.name for program in worker_programs(settings(WORKERS="fetch=3"))]

    assert names[:3] == ["fetch worker 1", "fetch worker 2", "fetch worker 3"]
    assert [sum(name.startswith(queue) for name in names) for queue in Queue] == [3, 1, 1, 1]


def test_the_supervised_processes_read_the_same_counts() -> None:
    given = settings(WORKERS="fetch=3, deliver=0")

    assert Settings.from_environment(given.environment_for_children()).workers == given.workers


def test_the_web_server_listens_where_it_is_told() -> None:
    command = web_program(settings(HOST="0.0.0.0", PORT="8443")).command  # noqa: S104 - not opened

    assert "0.0.0.0:8443" in command
