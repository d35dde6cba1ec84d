from dataclasses import replace

from accident_service.casefile.analysis import SVG, Exhibit
from accident_service.quantities.identifiers import ClipId
from tests.fakes.measured import analysis_record, exhibit


def drawing(name: str, media_type: str) -> Exhibit:
    bare = exhibit(kind="plan", name=name)
    return replace(bare, blob=replace(bare.blob, media_type=media_type))


def test_of_a_drawing_kept_in_two_forms_the_vector_one_is_shown() -> None:
    still = exhibit()
    record = replace(
        analysis_record(ClipId("clip-1")),
        exhibits=(still, drawing("plan.png", "image/png"), drawing("plan.svg", SVG)),
    )

    assert [picture.name for picture in record.pictures] == [still.name, "plan.svg"]


def test_a_drawing_kept_as_pixels_only_is_shown_as_it_is() -> None:
    record = replace(
        analysis_record(ClipId("clip-1")), exhibits=(drawing("plan.png", "image/png"),)
    )

    assert [picture.name for picture in record.pictures] == ["plan.png"]
