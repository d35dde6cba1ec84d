from dataclasses import replace
from pathlib import Path

import pytest
from shapely import Polygon, box

from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.scene_documents import scene_document
from accident_service.adapters.scene_files import SceneDescription, read_scene
from accident_service.liability.road_place import PlaceKind, RoadPlace
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from tests.fakes.world import road_map

SHARED = Path(__file__).resolve().parents[3] / "shared" / "clips"
SURVEY = Survey(ImageSize(1280, 720), (SurveyPoint(100.5, 200.25, -3.0, 4.0, 0.15),))


def written_and_read(folder: Path, scene: SceneDescription) -> SceneDescription:
    path = folder / "again.json"
    document = scene_document(scene.name, scene.survey, scene.road_map, scene.signals)
    path.write_bytes(canonical_bytes(document))
    return read_scene(path)


def read_back(folder: Path, signals: SignalLog) -> SceneDescription:
    path = folder / "scene.json"
    path.write_bytes(canonical_bytes(scene_document("here", SURVEY, road_map(), signals)))
    return read_scene(path)


def log(*changes: PhaseChange) -> SignalLog:
    return SignalLog(approaches=(ApproachSignal(approach="E", changes=changes),), clock_sigma_s=0.3)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    signals = log(PhaseChange(-4.0, Phase.RED), PhaseChange(11.0, Phase.GREEN))

    scene = read_back(tmp_path, signals)

    assert scene.survey == SURVEY
    assert scene.signals == signals
    assert scene.road_map == road_map()
    assert scene.reported == ()


def test_a_phase_is_not_stretched_over_a_gap_in_the_log(tmp_path: Path) -> None:
    signals = log(
        PhaseChange(0.0, Phase.RED), PhaseChange(5.0, Phase.UNKNOWN), PhaseChange(9.0, Phase.GREEN)
    )

    scene = read_back(tmp_path, signals)

    assert scene.signals.phase_over("E", Interval(6.0, 7.0)) is Phase.UNKNOWN
    assert scene.signals.phase_over("E", Interval(10.0, 11.0)) is Phase.GREEN


def test_a_hole_in_a_surface_stays_a_hole(tmp_path: Path) -> None:
    island = box(-3.0, -4.0, 3.0, 4.0).exterior
    around = Polygon(box(-10.0, -10.0, 10.0, 10.0).exterior, [island])
    lane = replace(road_map().lanes[0], polygon=around)
    path = tmp_path / "scene.json"
    document = scene_document("here", SURVEY, replace(road_map(), lanes=(lane,)), SignalLog())
    path.write_bytes(canonical_bytes(document))

    (read,) = read_scene(path).road_map.lanes

    assert read.polygon.symmetric_difference(around).area < 1e-6
    assert not read_scene(path).road_map.lanes_at(0.0, 0.0)


def test_places_are_written_and_read_back(tmp_path: Path) -> None:
    slope = RoadPlace(
        id="hill", kind=PlaceKind.SLOPE, polygon=box(0.0, -2.0, 9.0, 2.0), downhill_rad=0.5
    )
    crossing = RoadPlace(id="zebra", kind=PlaceKind.CROSSWALK, polygon=box(20.0, -2.0, 24.0, 2.0))
    drawn = replace(road_map(), places=(slope, crossing))
    path = tmp_path / "scene.json"
    path.write_bytes(canonical_bytes(scene_document("here", SURVEY, drawn, SignalLog())))

    hill, zebra = read_scene(path).road_map.places

    assert (hill.id, hill.kind) == ("hill", PlaceKind.SLOPE)
    assert hill.downhill_rad == pytest.approx(0.5)
    assert hill.polygon.equals(slope.polygon)
    assert (zebra.kind, zebra.downhill_rad) == (PlaceKind.CROSSWALK, None)


def test_a_site_without_signals_has_none(tmp_path: Path) -> None:
    assert not read_back(tmp_path, SignalLog()).signals.approaches


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.scene.json")), ids=lambda path: path.stem)
def test_scenes_from_elsewhere_survive_the_way_through_our_types(
    tmp_path: Path, path: Path
) -> None:
    scene = read_scene(path)

    again = written_and_read(tmp_path, scene)

    assert again.survey == scene.survey
    assert again.signals == scene.signals
    for before, after in zip(scene.road_map.lanes, again.road_map.lanes, strict=True):
        assert replace(after, polygon=before.polygon) == before
        assert after.polygon.symmetric_difference(before.polygon).area < 1e-6
    assert replace(again.road_map, lanes=scene.road_map.lanes) == scene.road_map
