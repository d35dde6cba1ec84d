import json
import math
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accident_service.adapters.site_files.check import check_site
from accident_service.adapters.site_files.load import load_site
from accident_service.errors import CalibrationUnreliable, InvalidSite
from accident_service.footage.camera import CameraNetwork
from accident_service.footage.clip import SealedClip
from accident_service.liability.road_map import RoadClass
from accident_service.liability.road_place import PlaceKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import CameraId, ClipId
from accident_service.quantities.uncertainty import Estimate, Interval

SITES = Path(__file__).resolve().parents[2] / "assets" / "sites"
HARBOUR = SITES / "harbour_road"
MILL = SITES / "mill_crossing"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour_road"))


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_site_is_read_from_its_folder() -> None:
    site = load_site(HARBOUR)

    assert (site.id, site.name_zh) == ("harbour-road", "港湾路")
    mast, shop = site.cameras
    assert mast.network is CameraNetwork.PUBLIC_SECURITY
    assert shop.clock_offset_s == Estimate(-42.0, 5.0)
    assert shop.position.x_m == pytest.approx(20.3, abs=0.2)
    assert [lane.id for lane in site.road_map.lanes] == ["east-near", "east-far", "west"]


@pytest.mark.parametrize("site", [HARBOUR, MILL], ids=["geojson", "lanelet2"])
def test_what_kind_of_road_it_is_stands_in_the_sites_own_table(site: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(site, tmp_path / site.name))

    assert load_site(folder).road_map.road_class is RoadClass.STREET
    edited(folder / "site.toml", "id =", 'road_class = "expressway"\nid =')
    assert load_site(folder).road_map.road_class is RoadClass.EXPRESSWAY
    edited(folder / "site.toml", '"expressway"', '"motorway"')
    with pytest.raises(InvalidSite, match="urban_expressway"):
        load_site(folder)


def test_a_road_is_named_where_all_lanes_of_the_place_are_its_own() -> None:
    site = load_site(HARBOUR)
    lane = next(lane for lane in site.road_map.lanes if lane.approach == "W")
    nameless = next(lane for lane in site.road_map.lanes if lane.approach is None)
    on_it = lane.centre_line.interpolate(0.5, normalized=True)
    beside = nameless.centre_line.interpolate(0.5, normalized=True)

    assert site.road_at(on_it.x, on_it.y) == ("港湾路", "Harbour Road")
    assert site.road_at(beside.x, beside.y) == ("", "")
    assert site.road_at(9999.0, 9999.0) == ("", "")


def test_places_are_read_from_the_map() -> None:
    (slope,) = load_site(HARBOUR).road_map.places

    assert (slope.id, slope.kind) == ("ramp-up", PlaceKind.SLOPE)
    assert slope.downhill_rad == pytest.approx(math.pi / 2)
    assert slope.polygon.area == pytest.approx(20 * 11)


def test_a_camera_that_looks_north_sees_north() -> None:
    low_x_m, low_y_m, high_x_m, high_y_m = load_site(HARBOUR).cameras[0].field_of_view.bounds

    assert (low_y_m, high_y_m) == pytest.approx((-12.0, 48.0), abs=0.1)
    assert low_x_m == pytest.approx(-high_x_m)


def test_only_surveyed_cameras_can_be_measured_with() -> None:
    site = load_site(HARBOUR)

    assert len(site.survey_of(CameraId("harbour-mast"))) == 5
    with pytest.raises(CalibrationUnreliable, match="shop-door"):
        site.survey_of(CameraId("shop-door"))


def test_phases_are_put_on_the_clips_clock_through_both_offsets() -> None:
    start_at = datetime(2026, 3, 1, 0, 30, 0, tzinfo=UTC)  # by the camera, 1.5 s fast
    clip = SealedClip(
        id=ClipId("clip"),
        camera=CameraId("harbour-mast"),
        source_key="",
        from_at=start_at,
        to_at=start_at + timedelta(seconds=60),
        sha256="",
        size_bytes=0,
        fetched_at=start_at,
        clock_offset_s=Estimate(1.5, 0.4),
    )

    log = load_site(HARBOUR).signals_for(clip)

    # Green at 08:30:10 by a controller 0.5 s fast: 11 s into the clip.
    (approach,) = log.approaches
    assert [change.pts_s for change in approach.changes] == [-29.0, 11.0, 41.0, 44.0]
    assert log.clock_sigma_s == pytest.approx(0.5)
    assert log.phase_over("W", Interval(12.5, 39.5)) is Phase.GREEN
    assert log.phase_over("W", Interval(10.5, 10.6)) is Phase.UNKNOWN


SPOILT: tuple[tuple[str, str, str, str], ...] = (
    ("site.toml", 'crs = "wgs84"', 'crs = "gcj02"', r"site\.toml: datum\.crs is 'gcj02'"),
    ("site.toml", "radius_m = 80", "", r"site\.toml: radius_m is missing"),
    ("site.toml", "clock_sigma_s = 0.3", "clock_sigma_s = -1", r"signals\.clock_sigma_s is -1"),
    ("cameras.toml", '"commercial"', '"shop"', r"camera\[shop-door\]\.network is 'shop'"),
    ("cameras.toml", 'id = "shop-door"', 'id = "harbour-mast"', "an id of its own"),
    ("cameras.toml", "position_m = [0.0, -12.0]", "", r"position_m is missing; accepted: \[x, y\]"),
    ("cameras.toml", "bearing_deg = 0 ", "bearing = 0 ", "field_of_view_m is missing"),
    ("cameras.toml", "opening_deg = 70", "opening_deg = 200", "opening_deg is 200"),
    ("cameras.toml", "mast.survey.csv", "mast.csv", r"harbour-mast\.csv: cannot be read"),
    ("harbour-mast.survey.csv", "z_m", "height", "the heading is"),
    ("harbour-mast.survey.csv", "210.5", "left", r"survey\.csv: line 2 cannot be used"),
    ("signals.csv", "2026-03-01T08:29:30+08:00", "08:29", r"signals\.csv: line 2: changed_at"),
    ("signals.csv", "2026-03-01T08:29:30+08:00", "2026-03-01T08:29:30", "with its offset"),
    ("signals.csv", ",red", ",pink", r"phase is 'pink'; accepted: one of red, yellow, green"),
    ("signals.csv", "phase", "colour", "the heading is"),
    ("road_map.geojson", '"stop_line"', '"wall"', r"feature is 'wall'; accepted: one of lane"),
    ("road_map.geojson", '"width_m": 3.5', '"width_m": 55', "width_m is 55"),
    ("road_map.geojson", '"FeatureCollection"', '"Feature"', "type is 'Feature'"),
    ("road_map.geojson", '"Point"', '"LineString"', "accepted: 'Point' for a sign"),
)


@pytest.mark.parametrize(("name", "old", "new", "complaint"), SPOILT, ids=lambda part: part[:24])
def test_what_cannot_be_used_is_named_when_loading_and_when_checking(
    harbour: Path, name: str, old: str, new: str, complaint: str
) -> None:
    edited(harbour / name, old, new)

    with pytest.raises(InvalidSite, match=complaint):
        load_site(harbour)
    assert len(check_site(harbour).wrong) == 1


def test_a_check_lists_every_mistake_and_not_only_the_first(harbour: Path) -> None:
    edited(harbour / "cameras.toml", '"commercial"', '"shop"')
    edited(harbour / "signals.csv", ",red", ",pink")
    edited(harbour / "road_map.geojson", '"width_m": 3.5', '"width_m": 55')

    wrong = check_site(harbour).wrong

    assert [line.partition(":")[0] for line in wrong] == [
        "cameras.toml",
        "road_map.geojson",
        "signals.csv",
    ]


def test_a_check_says_what_is_right_and_what_is_only_doubtful() -> None:
    found = check_site(HARBOUR)

    assert not found.wrong
    assert any("3 lanes" in line for line in found.right)
    assert any("shop-door" in line for line in found.doubtful)


def test_a_log_of_an_approach_without_a_stop_line_is_doubtful(harbour: Path) -> None:
    text = (harbour / "signals.csv").read_text(encoding="utf-8")
    (harbour / "signals.csv").write_text(text.replace(",W,", ",Q/left,"), encoding="utf-8")

    assert any("speaks of Q, where no stop line" in note for note in check_site(harbour).doubtful)


def test_lanes_drawn_against_each_other_from_one_place_are_doubtful(harbour: Path) -> None:
    document = json.loads((harbour / "road_map.geojson").read_text(encoding="utf-8"))
    lane = next(one for one in document["features"] if one["properties"]["feature"] == "lane")
    (x0, y0), (x1, y1) = lane["geometry"]["coordinates"][0], lane["geometry"]["coordinates"][-1]
    twin = {
        **lane,
        "properties": {**lane["properties"], "id": "twin"},
        "geometry": {"type": "LineString", "coordinates": [[x0, y0], [2 * x0 - x1, 2 * y0 - y1]]},
    }
    document["features"].append(twin)
    (harbour / "road_map.geojson").write_text(json.dumps(document), encoding="utf-8")

    assert any("run opposite ways" in note for note in check_site(harbour).doubtful)


def test_two_logs_of_one_site_are_refused(harbour: Path) -> None:
    (harbour / "signal_states.csv").write_text("timestamp(ms)\n", encoding="utf-8")

    with pytest.raises(InvalidSite, match="both signals"):
        load_site(harbour)


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda folder: (folder / "road_map.geojson").unlink(), "neither"),
        (lambda folder: (folder / "road_map.osm").write_text("<osm/>"), "both"),
    ],
)
def test_exactly_one_road_map_is_wanted(
    harbour: Path, spoil: Callable[[Path], object], what: str
) -> None:
    spoil(harbour)

    with pytest.raises(InvalidSite, match=what):
        load_site(harbour)


def test_a_folder_without_a_site_file_is_wrong(tmp_path: Path) -> None:
    assert check_site(tmp_path).wrong == ("site.toml: cannot be read (No such file or directory)",)


def test_geographic_coordinates_are_brought_to_the_sites_plane(harbour: Path) -> None:
    edited(harbour / "road_map.geojson", '"site-metres"', '"wgs84"')
    edited(harbour / "site.toml", "latitude_deg = 43.1700", "latitude_deg = 3.0")
    edited(harbour / "site.toml", "longitude_deg = 124.3500", "longitude_deg = 0.0")

    lane = load_site(harbour).road_map.lanes[0]

    # Sixty degrees of longitude are a third of the way round a circle three degrees north.
    assert lane.centre_line.length == pytest.approx(2 * 60 * 111_170, rel=1e-3)
