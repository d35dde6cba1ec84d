"""The production shape at work: every process started by the compose file's own command."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event

import pytest
import requests

from accident_service.adapters.clock import SystemClock
from accident_service.cli.demo.command import INSURER_MAY
from accident_service.cli.demo.desk import OfficerAtDesk
from accident_service.cli.demo.house import run_command
from accident_service.cli.demo.insurer import InsurersOffice
from accident_service.cli.demo.people import Driver, Visitor
from accident_service.cli.demo.props import Props, lay_out
from tests.production.by_hand import PATIENCE_S, Household, household, start_all
from tests.production.composition import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.redis, pytest.mark.video]
OFFICER = {
    "--user": "officer",
    "--name": "示例民警",
    "--police-no": "000001",
    "--unit": "420102000000",
    "--unit-name": "示例市公安局交通警察支队一大队",
    "--password": "a long password",
}
CASE_IN_LIST = r'class="queue-row" href="(/officer/case/\w+)"'
MEASURED_WITHIN_S = 400.0
SLOW_SENDERS = 40  # the web server has 2 x 8 threads
ANSWER_WITHIN_S = 5.0


@pytest.fixture(scope="module")
def props(tmp_path_factory: pytest.TempPathFactory) -> Props:
    return lay_out(tmp_path_factory.mktemp("props"), ROOT / "fixtures", SystemClock().now())


@pytest.fixture(scope="module")
def house(props: Props, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    folder = tmp_path_factory.mktemp("production")
    (folder / "recordings").symlink_to(props.folder / "recordings")
    with (
        pytest.MonkeyPatch.context() as changed,
        household(folder, props.folder / "sites") as running,
    ):
        changed.setenv("REQUESTS_CA_BUNDLE", str(running.certificate))
        start_all(running)
        yield running


def until(visitor: Visitor, path: str, sign: str) -> str:
    """Look at a page until it shows the sign; the sign's group."""
    give_up_s = time.monotonic() + MEASURED_WITHIN_S
    while time.monotonic() < give_up_s:
        visitor.open(path)
        if found := re.search(sign, str(visitor.browser.page)):
            return found.group(found.lastindex or 0)
        Event().wait(1.0)
    raise AssertionError(f"{path} never showed {sign}")


def report(house: Household, props: Props) -> None:
    codes = house.folder / "codes.txt"
    first = Driver(url=house.url, phone="13800138000", codes_file=codes)
    first.give_account("/report", props.drivers["A"])
    second = Driver(url=house.url, phone="13900139000", codes_file=codes)
    second.give_account(f"{first.invitation()}/start", props.drivers["B"])


def at_desk(house: Household) -> OfficerAtDesk:
    words = [f"{name}={value}" for name, value in OFFICER.items()]
    run_command(house.environment("web"), "officer", "add", *words)
    officer = OfficerAtDesk(url=house.url)
    officer.sign_in("officer", OFFICER["--password"])
    return officer


def test_one_case_from_two_reports_to_the_insurer(house: Household, props: Props) -> None:
    allowed = [word for scope in INSURER_MAY for word in ("--scope", scope)]
    told = ["insurer", "add", "--client-id", "insurer", *allowed]
    told += ["--insurer", props.drivers["A"]["insurer"]]
    secret = run_command(house.environment("web"), *told)
    report(house, props)
    desk = at_desk(house)
    case = until(desk, "/officer/", CASE_IN_LIST)
    until(desk, case, 'value="confirm"')
    desk.confirm(case.rpartition("/")[2])
    until(desk, case, r'class="determination-no"')
    whole, pdf = InsurersOffice(house.url, "insurer", secret).newest_determination()

    assert whole["status"] == "issued"
    assert pdf.startswith(b"%PDF-")
    kept = [path for path in (house.folder / "evidence").rglob("*") if len(path.name) == 64]
    assert len(kept) > 20  # all of it is in the store,
    assert not (house.folder / "data" / "blobs").exists()  # nothing in a folder


@pytest.mark.proves("S8")
def test_slow_senders_hold_no_thread_of_the_web_server(house: Household) -> None:
    port = int(house.url.rpartition(":")[2])
    with ExitStack() as senders:
        for _ in range(SLOW_SENDERS):
            plain = socket.create_connection(("127.0.0.1", port))
            sender = senders.enter_context(
                house.trusting.wrap_socket(plain, server_hostname="localhost")
            )
            sender.sendall(
                b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\n\r\nphone=1"
            )
        asked_s = time.monotonic()
        assert requests.get(f"{house.url}/", timeout=ANSWER_WITHIN_S).ok
        assert time.monotonic() - asked_s < ANSWER_WITHIN_S


@pytest.mark.proves("S15")
def test_the_proxy_alone_says_who_calls_and_by_tls_alone(house: Household) -> None:
    http = house.there.environment("proxy")["HTTP_PORT"]
    sent_on = requests.get(f"http://127.0.0.1:{http}/report", timeout=5, allow_redirects=False)
    assert sent_on.status_code == 301
    assert sent_on.headers["Location"].startswith("https://localhost")
    assert requests.get(f"{house.url}/metrics", timeout=5).status_code == 404
    answer = requests.get(f"{house.url}/healthz", headers={"Host": "localhost"}, timeout=5)
    assert "Server" not in answer.headers


def test_backups_are_made_without_anybody_asking(house: Household) -> None:
    give_up_s = time.monotonic() + PATIENCE_S
    while not (made := list((house.folder / "backups").glob("*/manifest.json"))):
        assert time.monotonic() < give_up_s, (house.folder / "backup.log").read_text()
        Event().wait(1.0)
    assert (made[0].parent.stat().st_mode & 0o077) == 0
