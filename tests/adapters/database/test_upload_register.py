"""The register of uploads keeps its promises on every ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.adapters.uploads.upload_register import SqlUploadRegister
from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.photo import Shot
from accident_service.casework.photo_ports import PhotoFacts, Upload, UploadRegister
from accident_service.errors import Conflict, NotFound
from tests.fakes import examples
from tests.fakes.photos import FakeUploadRegister
from tests.keys import open_engines


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def register(request: pytest.FixtureRequest) -> Iterator[UploadRegister]:
    if request.param == "fake":
        yield FakeUploadRegister()
        return
    if request.param == "sqlite":
        url = str(request.getfixturevalue("sqlite_url"))
    else:
        from tests.adapters.database.postgres import new_database  # noqa: PLC0415 - only here

        url = new_database(request.getfixturevalue("postgres_server"))
    engines = open_engines(url)
    yield SqlUploadRegister(engines)
    engines.close()


def upload(name: str = "1", **changed: object) -> Upload:
    plain = Upload(
        id=name * 32,
        phone=examples.PHONE_A,
        folder="report:1",
        key=f"key-{name}",
        shot=Shot.REAR,
        length_bytes=100,
        begun_at=examples.NOON + timedelta(minutes=int(name)),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def test_beginning_twice_finds_the_first(register: UploadRegister) -> None:
    first = register.begin(upload("1"))
    assert register.begin(upload("2", key="key-1")) == first
    assert register.begin(upload("2", key="key-1", phone=examples.PHONE_B)).id == "2" * 32
    assert register.upload("1" * 32) == first


def test_it_advances_from_where_it_stands_only(register: UploadRegister) -> None:
    register.begin(upload("1"))
    register.advance("1" * 32, from_bytes=0, to_bytes=60)
    with pytest.raises(Conflict):
        register.advance("1" * 32, from_bytes=0, to_bytes=40)
    register.advance("1" * 32, from_bytes=60, to_bytes=100)
    assert register.upload("1" * 32).whole


def test_facts_are_read_back_as_they_were(register: UploadRegister) -> None:
    register.begin(upload("1"))
    facts = PhotoFacts(
        media_type="image/jpeg",
        width_px=10,
        height_px=20,
        taken_at=examples.NOON,
        position=Coordinates(latitude_deg=43.5, longitude_deg=124.25),
    )
    register.settle(upload("1", sha256="ab" * 32, facts=facts))
    kept = register.upload("1" * 32)
    assert (kept.sha256, kept.facts, kept.refused) == ("ab" * 32, facts, "")
    register.settle(upload("1", refused="damaged"))
    assert register.upload("1" * 32).refused == "damaged"


def test_a_folder_is_handed_over_whole_and_in_order(register: UploadRegister) -> None:
    for name in ("2", "1"):
        register.begin(upload(name))
    register.begin(upload("3", folder="report:2"))
    for _ in range(2):
        register.hand_over("report:1", "case:1:A")
    assert [one.key for one in register.in_folder("case:1:A")] == ["key-1", "key-2"]
    assert register.in_folder("report:1") == ()


def test_what_is_removed_is_unknown(register: UploadRegister) -> None:
    register.begin(upload("1"))
    register.begin(upload("2"))
    early = register.begun_before(examples.NOON + timedelta(minutes=2))
    assert [one.key for one in early] == ["key-1"]
    for _ in range(2):
        register.remove("1" * 32)
    with pytest.raises(NotFound):
        register.upload("1" * 32)
