import os
from pathlib import Path

import pytest

from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_files.site import Site
from accident_service.adapters.site_register import SiteFolders
from accident_service.casework.ports import SiteRegister
from accident_service.errors import NoFootage, NotFound
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.reports.place import CoordinateSystem, ReportedCoordinates, ReportedPlace
from tests.adapters.site_folder import MARKS, write_site

HERE_DEG, ELSEWHERE_DEG = (43.17, 124.35), (43.20, 124.40)
METRES_PER_DEGREE = 111_100.0  # of latitude


@pytest.fixture
def folders(tmp_path: Path) -> SiteFolders:
    write_site(tmp_path / "one", name="here", at_deg=HERE_DEG)
    write_site(tmp_path / "two", name="there", at_deg=ELSEWHERE_DEG)
    (tmp_path / "notes").mkdir()
    return SiteFolders(tmp_path, load_site)


def place(
    site: str | None = None, at_deg: tuple[float, float] | None = None, accuracy_m: float = 15.0
) -> ReportedPlace:
    coordinates = at_deg and ReportedCoordinates(
        latitude_deg=at_deg[0],
        longitude_deg=at_deg[1],
        system=CoordinateSystem.WGS84,
        accuracy_m=accuracy_m,
    )
    return ReportedPlace(
        words="中央路", site=SiteId(site) if site else None, coordinates=coordinates or None
    )


def test_it_is_a_register_of_every_folder_with_a_site_in_it(folders: SiteFolders) -> None:
    register: SiteRegister = folders

    assert [site.id for site in register.sites()] == ["here", "there"]
    assert register.site(SiteId("there")).name_en == "Junction there"
    with pytest.raises(NotFound):
        register.site(SiteId("nowhere"))


def test_the_survey_of_a_camera_comes_with_its_site(folders: SiteFolders) -> None:
    survey = folders.survey(SiteId("here"), CameraId("north-mast"))

    assert len(survey) == len(MARKS)


def test_a_folder_with_a_mistake_is_left_out_and_named(
    folders: SiteFolders, caplog: pytest.LogCaptureFixture
) -> None:
    (folders.root / "one" / "cameras.toml").write_text("[[camera]]")

    assert [site.id for site in folders.sites()] == ["there"]
    assert "site folder one cannot be used" in caplog.text


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(folders: SiteFolders) -> None:
    before = folders.site(SiteId("here"))
    assert folders.site(SiteId("here")) is before

    path = folders.root / "one" / "site.toml"
    path.write_text(path.read_text().replace("radius_m = 60", "radius_m = 80"))
    os.utime(path, ns=(0, 0))

    assert folders.site(SiteId("here")).radius_m == 80.0


def test_one_site_is_found_without_reading_the_others(tmp_path: Path) -> None:
    read: list[str] = []

    def load(folder: Path) -> Site:
        read.append(folder.name)
        return load_site(folder)

    write_site(tmp_path / "here", name="here", at_deg=HERE_DEG)
    write_site(tmp_path / "there", name="there", at_deg=ELSEWHERE_DEG)
    register = SiteFolders(tmp_path, load)

    assert register.locate(place("there"))[0].id == "there"
    assert read == ["there"]


def test_no_id_leads_out_of_the_folder(tmp_path: Path) -> None:
    write_site(tmp_path / "outside", name="../outside", at_deg=HERE_DEG)
    (tmp_path / "sites").mkdir()

    with pytest.raises(NotFound):
        SiteFolders(tmp_path / "sites", load_site).site(SiteId("../outside"))


def test_a_picked_site_alone_means_somewhere_about_its_middle(folders: SiteFolders) -> None:
    site, at_m, sigma_m = folders.locate(place("here"))

    assert (site.id, at_m, sigma_m) == ("here", (0.0, 0.0), 15.0)


def test_coordinates_alone_find_the_nearest_site_and_the_place_in_its_metres(
    folders: SiteFolders,
) -> None:
    twenty_m_north = (ELSEWHERE_DEG[0] + 20.0 / METRES_PER_DEGREE, ELSEWHERE_DEG[1])

    site, (x_m, y_m), sigma_m = folders.locate(place(at_deg=twenty_m_north))

    assert site.id == "there"
    assert (x_m, y_m) == pytest.approx((0.0, 20.0), abs=0.1)
    assert sigma_m == pytest.approx(15.0 / 1.515)


def test_coordinates_far_from_the_picked_site_do_not_overrule_it(folders: SiteFolders) -> None:
    site, at_m, _sigma_m = folders.locate(place("here", at_deg=ELSEWHERE_DEG))

    assert (site.id, at_m) == ("here", (0.0, 0.0))


def test_no_phone_is_believed_to_the_metre(folders: SiteFolders) -> None:
    _site, _at_m, sigma_m = folders.locate(place(at_deg=HERE_DEG, accuracy_m=1.0))

    assert sigma_m == 5.0


@pytest.mark.parametrize(
    "unknown", [place(), place(at_deg=(43.0, 124.0)), place("removed"), place("removed", HERE_DEG)]
)
def test_a_place_at_no_known_site_has_no_footage(
    folders: SiteFolders, unknown: ReportedPlace
) -> None:
    with pytest.raises(NoFootage, match="lies at no site"):
        folders.locate(unknown)


def test_a_register_without_a_folder_is_empty(tmp_path: Path) -> None:
    assert SiteFolders(tmp_path / "none", load_site).sites() == ()
