"""What the tests of the cameras' pages share: a surveyor, and a city with a camera that fails."""

from collections.abc import Mapping
from datetime import timedelta

from shapely import box
from werkzeug.test import TestResponse

from accident_service.casefile.roles import Role
from accident_service.casework.camera_ports import (
    AccidentPlace,
    CameraKey,
    FetchNote,
    PlaceOutcome,
    WantedClip,
)
from accident_service.footage.camera import CameraNetwork
from accident_service.footage.health import FetchOutcome
from accident_service.quantities.identifiers import CameraId, CaseId
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.surveyed import street_world
from tests.fakes.world import FakeSite, FakeSiteRegister, camera
from tests.web.visit import TOKEN, Visitor, app_on

PAGE = f"/officer/cameras/{examples.SITE}/{examples.CAMERA}"


def surveyor(world: FakeWorld, *roles: Role) -> Visitor:
    """Somebody signed in with these roles; a surveyor unless others are given."""
    world.officers.grant(examples.officer().id, *(roles or (Role.SURVEYOR,)))
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def fields_of(survey: Survey) -> dict[str, list[str]]:
    """The marks as the form sends them."""
    return {
        name: [str(getattr(one, name)) for one in survey.points]
        for name in ("pixel_x_px", "pixel_y_px", "x_m", "y_m", "z_m")
    }


def send(visitor: Visitor, address: str, fields: Mapping[str, object]) -> TestResponse:
    """Post to the camera's pages with the token of its page."""
    token = TOKEN.search(visitor.get(PAGE).text)
    assert token
    return visitor.client.post(
        address, data={**fields, "csrf_token": token.group(1)}, headers={"Accept-Language": "en"}
    )


def busy_world() -> FakeWorld:
    """A second camera that fails, small and of a shop; a case waits for it."""
    world = street_world()
    silent = camera(
        "S-9",
        network=CameraNetwork.COMMERCIAL,
        name_en="=Noodle shop",
        image_size=ImageSize(704, 576),
        field_of_view=box(-45, -5, -30, 5),
    )
    known = world.sites.known[0]
    world.sites = FakeSiteRegister((FakeSite(cameras=(*known.cameras, silent)),))
    other, case = CameraKey(examples.SITE, CameraId("S-9")), CaseId("case-1")
    for _ in range(2):
        world.camera_diary.note_fetch(
            FetchNote(
                case=CaseId("case-0"), key=other, at=examples.NOON, outcome=FetchOutcome.NO_ANSWER
            )
        )
    place = AccidentPlace(
        case=case,
        site=examples.SITE,
        x_m=-48.0,
        y_m=0.0,
        sigma_m=3.0,
        at=world.clock.now(),
        outcome=PlaceOutcome.UNSEEN,
    )
    kept_until_at = world.clock.now() + timedelta(days=2, minutes=-1)
    world.camera_diary.note_place(
        place, [WantedClip(case=case, key=other, kept_until_at=kept_until_at)]
    )
    return world
