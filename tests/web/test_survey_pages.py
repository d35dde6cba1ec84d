"""The survey's page: who sees and who writes, marks by table and by form, versions, pictures."""

from dataclasses import replace
from io import BytesIO

import pytest

from accident_service.casefile.roles import Role
from accident_service.casework.camera_ports import (
    ReadingNote,
)
from accident_service.quantities.identifiers import CaseId, ClipId
from tests.fakes import examples
from tests.fakes.surveyed import KEY, street_survey, street_world
from tests.web.surveying import PAGE, busy_world, fields_of, send, surveyor
from tests.web.visit import Visitor, app_on


def test_a_camera_page_shows_the_survey_in_force_and_what_it_is_worth() -> None:
    page = surveyor(street_world(), Role.OFFICER).read(PAGE)
    assert "from the site's folder" in page
    assert page.count('class="mark-at') == 10
    assert "grid-line is-usable" in page
    assert 'name="pixel_x_px"' not in page  # an officer looks and does not write


def test_only_surveyors_write() -> None:
    visitor = surveyor(street_world(), Role.OFFICER)
    for address in (PAGE, f"{PAGE}/marks.json", f"{PAGE}/still", f"{PAGE}/still-of-clip"):
        assert visitor.client.post(address).status_code == 403
    assert "/officer/case/" not in surveyor(busy_world()).read(
        f"/officer/cameras/{examples.SITE}/S-9"
    )


def test_marks_are_judged_at_once() -> None:
    world = street_world()
    visitor = surveyor(world)
    wrong = street_survey(marks=9, seed=3)
    bad = wrong.points[4]
    points = (*wrong.points[:4], replace(bad, pixel_x_px=bad.pixel_x_px - 90), *wrong.points[5:])
    found = send(visitor, f"{PAGE}/marks.json", dict(fields_of(replace(wrong, points=points)))).json
    assert found is not None
    assert found["placed"]
    assert [one["wrong"] for one in found["marks"]] == [index == 4 for index in range(9)]
    assert len(found["errors"]["cm"]) == found["errors"]["columns"] * found["errors"]["rows"]
    assert any(line["usable"] for line in found["grid"])
    assert any("fit no camera" in line for line in found["advice"])


def test_three_marks_place_no_camera_and_the_answer_says_so() -> None:
    visitor = surveyor(street_world())
    few = replace(street_survey(), points=street_survey().points[:3])
    found = send(visitor, f"{PAGE}/marks.json", dict(fields_of(few))).json
    assert found == {"placed": False, "complaint": found["complaint"] if found else ""}
    assert send(visitor, PAGE, {**fields_of(few), "do": "keep"}).status_code == 422


def test_a_survey_is_kept_as_the_next_version_and_earlier_ones_stay() -> None:
    world = street_world()
    visitor = surveyor(world)
    fields = {**fields_of(street_survey(seed=7)), "do": "keep", "seen_version": "0", "note": "转动"}
    kept = send(visitor, PAGE, fields)
    assert (kept.status_code, kept.location) == (303, f"{PAGE}?kept=1")
    assert "Version 1 is kept and in force" in visitor.read(f"{PAGE}?kept=1")
    assert send(visitor, PAGE, fields).status_code == 409  # the same form a second time
    assert "from the site's folder" in visitor.read(f"{PAGE}?version=0")
    assert [one.version for one in world.survey_book.versions(KEY)] == [1]
    assert visitor.get(f"{PAGE}?version=9").status_code == 404


def test_a_table_goes_out_and_comes_back() -> None:
    visitor = surveyor(street_world())
    table = visitor.get(f"{PAGE}/marks.csv").data
    assert table.startswith(b"pixel_x_px,pixel_y_px,x_m,y_m,z_m\r\n")
    shown = send(visitor, PAGE, {"do": "read", "table": (BytesIO(table), "marks.csv")})
    assert shown.status_code == 200
    assert shown.text.count('class="mark-at') == 10
    wrong = send(visitor, PAGE, {"do": "read", "table": (BytesIO(b"a,b\n1,2\n"), "marks.csv")})
    assert "no heading line" in wrong.text


def test_rows_that_are_no_marks_are_shown_again_as_typed() -> None:
    fields = fields_of(street_survey())
    fields["x_m"][2] = "zwölf"
    page = send(surveyor(street_world()), PAGE, {**fields, "do": "try"})
    assert "not five numbers" in page.text
    assert "zwölf" in page.text


def test_places_may_be_typed_in_degrees() -> None:
    world = street_world()
    site = world.sites.known[0]
    survey = street_survey()
    fields = fields_of(survey)
    degrees = [site.coordinates_of(one.x_m, one.y_m) for one in survey.points]
    fields["x_m"] = [f"{one.latitude_deg:.9f}" for one in degrees]
    fields["y_m"] = [f"{one.longitude_deg:.9f}" for one in degrees]
    found = send(surveyor(world), f"{PAGE}/marks.json", {**fields, "read_as": "wgs84"}).json
    assert found is not None
    assert found["rms_px"] < 3
    assert [float(row[2]) for row in found["rows"]] == pytest.approx(
        [one.x_m for one in survey.points], abs=0.01
    )


def test_a_picture_is_sent_kept_and_shown_to_the_house_alone() -> None:
    world = street_world()
    world.photo_reader.size_px = (1920, 1080)
    visitor = surveyor(world)
    sent = send(visitor, f"{PAGE}/still", {"still": (BytesIO(b"\xff\xd8\xff picture"), "a.jpg")})
    assert sent.status_code == 303, sent.text
    world.photo_reader.size_px = (1000, 1000)
    other = send(visitor, f"{PAGE}/still", {"still": (BytesIO(b"\xff\xd8\xff cut"), "b.jpg")})
    assert "another shape" in visitor.read(other.location or "")
    none = send(visitor, f"{PAGE}/still", {"still": (BytesIO(b"text"), "b.jpg")})
    assert "no picture that can be read" in visitor.read(none.location or "")
    (still,) = world.survey_book.stills(KEY)
    address = f"{PAGE}/still/{still.picture.sha256}"
    assert address in visitor.read(PAGE)
    assert visitor.get(address).mimetype == "image/jpeg"
    assert visitor.get(f"{PAGE}/still/{'0' * 64}").status_code == 404
    assert Visitor(app_on(world)).get(address).status_code == 303


def test_a_recording_gives_a_picture() -> None:
    world = street_world()
    world.camera_diary.note_reading(
        ReadingNote(
            case=CaseId("case-9"),
            key=KEY,
            clip=ClipId("clip-9"),
            at=examples.NOON,
            standing="coded-stream",
            measured=True,
        )
    )
    visitor = surveyor(world)
    assert "First picture of a recording" in visitor.read(PAGE)
    gone = send(visitor, f"{PAGE}/still-of-clip", {"clip": "clip-8"})
    assert gone.status_code == 404
