"""Draw what one analysis found, where its request wants it drawn."""

from accident_service.adapters.analysis_request import AnalysisRequest
from accident_service.adapters.camera_views_file import VIEWS_NAME, write_views
from accident_service.adapters.key_moments import KeyMoment
from accident_service.adapters.video_reader import ClipReader
from accident_service.liability.road_map import RoadMap
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews
from accident_service.reconstruction.stages import Stage, stage


def draw_where_wanted(
    request: AnalysisRequest,
    found: Reconstruction,
    views: CameraViews,
    road_map: RoadMap | None = None,
    moments: tuple[KeyMoment, ...] = (),
) -> None:
    """Draw the exhibits into the request's folder; nothing where it names none.

    Args:
        views: The camera at each moment, for the clip's full picture.
        road_map: Of the place, where it is known.
        moments: To be shown as stills besides those around the contact.
    """
    if request.exhibits is None:
        return
    with stage(Stage.EXHIBITS):
        # Loading what draws takes longer than decoding; most analyses draw nothing.
        from accident_service.adapters.exhibit_files import (  # noqa: PLC0415 - see above
            ExhibitView,
            draw_exhibits,
        )
        from accident_service.adapters.road_drawing import drawn_road  # noqa: PLC0415 - see above
        from accident_service.reconstruction.exhibits.plan import (  # noqa: PLC0415 - see above
            PlanRoad,
        )

        view = ExhibitView(views, drawn_road(road_map) if road_map else PlanRoad(), moments)
        write_views(request.exhibits / VIEWS_NAME, views)
        # A reader of its own: the counts of the analysed pass belong to the result.
        second_pass = ClipReader(request.clip, request.clip_limits)
        draw_exhibits(found, view, second_pass, request.exhibits)
