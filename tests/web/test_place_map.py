"""The map the driver puts the pin on, and the one host its background may come from."""

import pytest

from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def driver(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


def test_every_site_has_its_name_its_middle_and_its_road(driver: Visitor) -> None:
    response = driver.get("/report/map.json")
    middle, road = response.get_json()["features"]

    assert response.mimetype == "application/geo+json"
    assert middle["properties"] == {"site": examples.SITE, "name": "Central Road and North Road"}
    assert middle["geometry"]["coordinates"] == [124.35, 43.17]
    (outline,) = road["geometry"]["coordinates"][0]
    assert min(longitude for longitude, _ in outline) == 124.3495
    assert "mast" not in response.text


def test_a_pin_without_a_listed_place_is_kept_with_its_system(
    world: FakeWorld, driver: Visitor
) -> None:
    pinned = {
        "site": "elsewhere",
        "latitude_deg": "43.170100",
        "longitude_deg": "124.350200",
        "coordinate_system": "wgs84",
        "accuracy_m": "10",
    }
    driver.answer("/report", {**ANSWERS_A, "place": pinned})
    assert "noted, to within 10 m" in driver.read("/report/check")
    driver.submit("/report")

    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)
    place = case.report.place
    assert place.coordinates is not None
    assert (place.coordinates.system, place.coordinates.accuracy_m) == ("wgs84", 10.0)
    assert place.words == "The phone's position"


def test_the_policy_opens_to_the_tile_source_and_to_pictures_only(world: FakeWorld) -> None:
    tiles = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    policy = Visitor(app_on(world, MAP_TILES=tiles)).get("/").headers["Content-Security-Policy"]

    assert "https://*.tiles.example" in policy.partition("img-src")[2].partition(";")[0]
    assert policy.count("tiles.example") == 1


def test_without_a_tile_source_nothing_is_fetched_from_elsewhere(driver: Visitor) -> None:
    assert "http" not in driver.get("/").headers["Content-Security-Policy"]
    assert 'data-tiles=""' in driver.read("/report/place")
