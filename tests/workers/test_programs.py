from pathlib import Path

from accident_service.settings import Settings
from workers.programs import service_programs, web_program, worker_programs


def settings(**variables: str) -> Settings:
    return Settings.from_environment(
        {f"ACCIDENT_SERVICE_{name}": value for name, value in variables.items()}
    )


def test_the_embedded_service_starts_its_queue_first_and_its_doors_last(tmp_path: Path) -> None:
    groups = service_programs(settings(DATA_DIR=str(tmp_path), WORKER_COUNT="2"))

    assert [[program.name for program in group] for group in groups] == [
        ["queue server"],
        ["relay", "worker 1", "worker 2"],
        ["web server"],
    ]


def test_with_a_queue_of_the_citys_own_none_is_started() -> None:
    groups = service_programs(settings(REDIS_URL="redis://queue:6379/0"))

    assert groups[0] == ()


def test_a_host_may_run_workers_only_and_any_number_of_them() -> None:
    assert len(worker_programs(settings(WORKER_COUNT="7"))) == 8


def test_the_web_server_listens_where_it_is_told() -> None:
    command = web_program(settings(HOST="0.0.0.0", PORT="8443")).command  # noqa: S104 - not opened

    assert "0.0.0.0:8443" in command
