"""`accident-service camera calibrate`: place a camera from its survey, and show how well."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from accident_service.adapters.calibration_stills import still_of
from accident_service.adapters.camera_files import write_camera
from accident_service.adapters.site_files.camera_tables import read_survey_file
from accident_service.cli.confined import CONFINED_BY, confining_self, run_confined
from accident_service.cli.exit_codes import CALIBRATE_EPILOG, ExitCode
from accident_service.cli.refusals import refusals_told
from accident_service.cli.self_camera import calibrate_from_traffic
from accident_service.errors import EvidenceInsufficient
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.advice import advice_on
from accident_service.reconstruction.calibration.error_map import ErrorMap, error_map
from accident_service.reconstruction.calibration.fit import Calibration
from accident_service.reconstruction.calibration.fit import calibrate as fitted
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.calibration_overlay import overlay
from accident_service.reconstruction.exhibits.error_map_figure import draw_error_map
from accident_service.reconstruction.frames import ColourFrame

_FILE = click.Path(path_type=Path, dir_okay=False)
CAMERA_NAME, OVERLAY_NAME, MAP_NAME = "camera.json", "overlay.png", "error_map.png"


@click.group()
def camera() -> None:
    """Look after cameras: where each stands and how it sees."""


@camera.command(epilog=CALIBRATE_EPILOG)
@click.option("--survey", "survey_path", type=_FILE, help="CSV of marks.")
@click.option("--image", "image_path", type=_FILE, help="A still or a clip.")
@click.option("--self", "traffic_path", type=_FILE, help="A clip whose traffic tells the camera.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the camera's file and pictures; made if absent.",
)
@click.option(CONFINED_BY, "parent_pid", type=int, hidden=True)
def calibrate(
    survey_path: Path | None,
    image_path: Path | None,
    traffic_path: Path | None,
    out: Path,
    parent_pid: int | None,
) -> None:
    """Place a camera from the marks in SURVEY, clicked in IMAGE, or from the traffic of a clip.

    SURVEY has the heading pixel_x_px,pixel_y_px,x_m,y_m,z_m and one line for each mark: where
    it was clicked, and where it was measured, in metres of the site, with its height above
    the road. Writes camera.json, overlay.png (a 5 m grid on the picture; misses ten times
    enlarged) and error_map.png (the error to expect over the road).

    With --self there are no marks: outlines of vehicles that drive by and straight edges tell
    the camera, in axes of its own (origin under it, y along its view) and less exactly.
    """
    by_marks = survey_path is not None and image_path is not None and traffic_path is None
    by_traffic = traffic_path is not None and survey_path is None and image_path is None
    if not by_marks and not by_traffic:
        raise click.UsageError("give --survey with --image, or --self alone")
    if parent_pid is None:
        files = {"--survey": survey_path, "--image": image_path, "--self": traffic_path}
        given = [word for name, path in files.items() if path for word in (name, str(path))]
        run_confined(("camera", "calibrate", *given, "--out", str(out)))
    with confining_self(parent_pid):
        if traffic_path is not None:
            with refusals_told(), _told_when_unmeasurable():
                calibrate_from_traffic(traffic_path, out)
        elif survey_path is not None and image_path is not None:
            _calibrate_from_marks(survey_path, image_path, out)


@contextmanager
def _told_when_unmeasurable() -> Iterator[None]:
    try:
        yield
    except EvidenceInsufficient as gap:
        click.echo(f"{gap.code}: {gap}", err=True)
        raise SystemExit(ExitCode.UNMEASURABLE) from gap


def _calibrate_from_marks(survey_path: Path, image_path: Path, out: Path) -> None:
    with refusals_told():
        frame = still_of(image_path)
        survey = Survey(_size_of(frame), read_survey_file(survey_path))
    with _told_when_unmeasurable():
        found = fitted(survey)
    errors = error_map(found.camera)
    out.mkdir(parents=True, exist_ok=True)
    write_camera(out / CAMERA_NAME, found, errors)
    _draw(out, frame, survey, found, errors)
    _tell(survey, found, errors)
    click.echo(f"written to {out}")


def _size_of(frame: ColourFrame) -> ImageSize:
    rows, columns = frame.rgb.shape[:2]
    return ImageSize(columns, rows)


def _draw(
    out: Path, frame: ColourFrame, survey: Survey, found: Calibration, errors: ErrorMap
) -> None:
    seen = overlay(frame, survey, found.camera, errors, found.rejected)
    (out / OVERLAY_NAME).write_bytes(seen)
    (out / MAP_NAME).write_bytes(draw_error_map(errors, found.camera, survey, found.rejected).png)


def _tell(survey: Survey, found: Calibration, errors: ErrorMap) -> None:
    position_m, focal_px = found.camera.position_m, found.camera.intrinsics[0, 0]
    click.echo(
        f"camera at ({position_m[0]:.2f}, {position_m[1]:.2f}) m, {position_m[2]:.2f} m above"
        f" the road, focal length {focal_px:.0f} px"
    )
    click.echo("point   residual px   left out m")
    left_out_m = found.summary.leave_one_out_m
    for index, residual in enumerate(found.residual_px):
        error = f"{left_out_m[index]:10.2f}" if left_out_m else f"{'-':>10}"
        mark = "  not believed" if index in found.rejected else ""
        click.echo(f"{index + 1:5d}   ({residual[0]:+5.1f},{residual[1]:+5.1f})   {error}{mark}")
    click.echo(
        f"residual {found.summary.residual_rms_px:.2f} px; worst point left out"
        f" {found.summary.worst_leave_one_out_m:.2f} m"
    )
    click.echo(
        f"usable (expected error up to {errors.usable_error_m} m): {errors.usable_area_m2:.0f} m2,"
        f" as far as {errors.usable_reach_m(found.camera):.0f} m"
    )
    for advice in advice_on(survey, found):
        click.echo(f"warning: {advice.sentence}")
