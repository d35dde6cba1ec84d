"""Each look finds what is wrong, says what to do, and goes on to the next."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.doctor import cameras, papers, places, programs, queue
from accident_service.adapters.doctor.finding import Finding, Standing, looked_at, ok
from accident_service.adapters.doctor.posture import Posture, posture
from accident_service.adapters.documents import FONT_PACKAGES
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.personal_data.keys import KeyFile
from accident_service.adapters.queue_address import queue_client
from accident_service.adapters.queue_server import QueueServer
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_register import SiteFolders
from accident_service.adapters.unit_certificate import LASTS, kept_certificate
from accident_service.errors import LedgerUnavailable
from tests.adapters.loopback_server import LoopbackServer, Quiet, serving
from tests.adapters.tls import OwnTls
from tests.fakes.clock import FakeClock
from tests.keys import KEY

NOW = FakeClock().now()
OUT_THERE = Posture(
    public_url="https://accidents.example",
    host="0.0.0.0",  # noqa: S104 - a setting to judge, nothing listens
    secure_cookies=True,
    demo=False,
    messages_go_out=True,
    trusted_proxies=1,
)


def standings(found: Iterable[Finding]) -> list[Standing]:
    return [one.standing for one in found]


def test_a_look_that_fails_is_a_finding_and_the_lines_before_it_stay() -> None:
    def look() -> Iterator[Finding]:
        yield ok("ledger", "there")
        raise LedgerUnavailable("it went away\nwith a long story")

    first, second = looked_at("ledger", look, "start it")
    assert first.standing is Standing.OK
    assert (second.standing, second.told, second.do) == (
        Standing.WRONG,
        "it went away",
        "start it",
    )


def test_settings_for_a_desk_are_doubted_one_by_one() -> None:
    assert standings(posture(OUT_THERE)) == [Standing.OK]
    doubts = {
        "only this machine": replace(OUT_THERE, public_url="http://127.0.0.1:8000"),
        "not over TLS": replace(OUT_THERE, public_url="http://accidents.example"),
        "cookies": replace(OUT_THERE, secure_cookies=False),
        "no proxy is trusted": replace(OUT_THERE, trusted_proxies=0),
        "demo": replace(OUT_THERE, demo=True),
        "no messenger": replace(OUT_THERE, messages_go_out=False),
    }
    for words, settings in doubts.items():
        (found,) = posture(settings)
        assert (found.standing, words in found.told) == (Standing.DOUBTFUL, True)
        assert found.do


def test_keys_others_may_read_are_named_with_the_cure(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    assert standings(places.read_by_us_alone(keys)) == [Standing.DOUBTFUL]
    keys.mkdir(mode=0o700)
    (keys / "unit.key").write_bytes(b"k" * 32)
    (keys / "unit.key").chmod(0o644)
    (found,) = places.read_by_us_alone(keys)
    assert (found.standing, found.do) == (Standing.WRONG, f"chmod 0600 {keys / 'unit.key'}")
    (keys / "unit.key").chmod(0o600)
    assert standings(places.read_by_us_alone(keys)) == [Standing.OK]


def test_folders_and_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"data": tmp_path, "arrivals": tmp_path / "not/yet"}
    assert standings(places.folders(told)) == [Standing.OK, Standing.OK]
    monkeypatch.setattr(places, "LITTLE_ROOM_BYTES", 0)
    monkeypatch.setattr(places, "LEAST_ROOM_BYTES", 0)
    assert standings(places.room(told)) == [Standing.OK]  # one disk, one line
    monkeypatch.setattr(places, "LITTLE_ROOM_BYTES", 2**60)
    assert standings(places.room(told)) == [Standing.DOUBTFUL]
    monkeypatch.setattr(places, "LEAST_ROOM_BYTES", 2**60)
    assert standings(places.room(told)) == [Standing.WRONG]
    if os.getuid():
        tmp_path.chmod(0o500)
        assert standings(places.folders(told)) == [Standing.WRONG, Standing.WRONG]
        tmp_path.chmod(0o700)


def test_files_that_settings_name_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "there.toml").touch()
    named = [("sources", tmp_path / "there.toml"), ("anchors", tmp_path / "gone.toml")]
    assert standings(places.settings_files(named)) == [Standing.OK, Standing.WRONG]


def test_a_certificate_is_told_before_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "unit.pem"
    assert standings(papers.certificates(path, NOW, self_made=False)) == [Standing.OK]
    kept_certificate(path, now=NOW)

    def at(later: timedelta) -> set[Standing]:
        return set(standings(papers.certificates(path, NOW + later, self_made=False)))

    assert at(timedelta(0)) == {Standing.OK}
    assert at(LASTS - timedelta(days=30)) == {Standing.DOUBTFUL}
    assert at(LASTS + timedelta(days=1)) == {Standing.WRONG}
    assert at(timedelta(days=-30)) == {Standing.WRONG}
    assert standings(papers.certificates(path, NOW, self_made=True))[-1] is Standing.DOUBTFUL
    path.write_text("-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")
    assert standings(papers.certificates(path, NOW, self_made=False)) == [Standing.WRONG]


def test_the_certificate_people_meet_is_told_before_it_ends(tls: OwnTls) -> None:
    server = LoopbackServer(Quiet)
    now_at = SystemClock().now()
    with serving(server, tls=tls):
        url = f"https://127.0.0.1:{server.server_port}"
        assert Standing.WRONG not in standings(papers.of_the_door(url, now_at))
        over = now_at + timedelta(days=36_500)
        assert standings(papers.of_the_door(url, over)) == [Standing.WRONG]
    (found,) = looked_at("door", lambda: papers.of_the_door(url, now_at), "start it")
    assert (found.standing, found.do) == (Standing.WRONG, "start it")
    assert standings(papers.of_the_door("http://127.0.0.1:1", now_at)) == []


def test_keys_of_personal_data_grow_old_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "personal-data.key"
    keys = KeyFile(path, make=True)
    assert standings(papers.personal_keys(keys, KEY.made_on)) == [Standing.DOUBTFUL]
    assert not path.exists()
    path.write_text(f"{KEY.line}\n")
    path.chmod(0o600)
    (found,) = papers.personal_keys(keys, KEY.made_on)
    assert found.standing is Standing.OK
    assert KEY.line.split()[1] not in found.told
    later = KEY.made_on + timedelta(days=4 * 365)
    assert standings(papers.personal_keys(keys, later)) == [Standing.DOUBTFUL]


def test_what_came_with_the_installation_is_there() -> None:
    found = [*programs.codecs(), *programs.fonts(FONT_PACKAGES), *programs.installation()]
    assert set(standings(found)) == {Standing.OK}
    assert standings(programs.fonts(("no_such_package", "accident_service"))) == [
        Standing.WRONG,
        Standing.WRONG,
    ]


def test_sites_and_folders_of_recordings(tmp_path: Path) -> None:
    register = SiteFolders(tmp_path / "sites", load_site)
    assert standings(cameras.sites(register)) == [Standing.DOUBTFUL]
    (tmp_path / "sites/north").mkdir(parents=True)
    (tmp_path / "sites/north/site.toml").write_text("no site")
    assert Standing.OK not in standings(cameras.sites(register))
    folders = (("*", tmp_path), ("traffic", tmp_path / "gone"))
    assert standings(cameras.folders(folders)) == [Standing.OK, Standing.DOUBTFUL]


@pytest.mark.redis
def test_a_queue_server_that_may_forget_or_that_nobody_listens_to(tmp_path: Path) -> None:
    with QueueServer(tmp_path / "queue") as server:
        client = queue_client(server.url)
        (found,) = queue.queue(client, "its socket", embedded=True)
        assert (found.standing, "our own" in found.told) == (Standing.OK, True)
        client.config_set("maxmemory-policy", "allkeys-lru")
        client.config_set("appendonly", "no")
        lines = list(queue.queue(client, "its socket", embedded=True))
        assert standings(lines) == [Standing.OK, Standing.DOUBTFUL, Standing.WRONG]
        listening = list(queue.workers(RqJobQueue(client), {}))
        assert set(standings(listening)) == {Standing.WRONG}
        assert "accident-service worker --queue fetch" in {one.do for one in listening}
        client.close()
