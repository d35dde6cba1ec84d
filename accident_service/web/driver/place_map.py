"""The roads a driver may put the pin on, as GeoJSON (RFC 7946): WGS 84, longitude first."""

import json
from collections.abc import Iterator

from flask import Response

from accident_service.casework.ports import Site
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.language import spoken
from accident_service.web.service import casework
from accident_service.web.site_roads import position, road_surface

KEPT_FOR = "private, max-age=600"


@BLUEPRINT.get("/report/map.json")
@open_to(Caller.DRIVER)
def place_map() -> Response:
    """Every site with its name, its middle and its road; nothing of its cameras."""
    return roads()


def roads() -> Response:
    """The same, for whoever may ask."""
    features = [one for site in casework().sites.sites() for one in _features(site)]
    collection = {"type": "FeatureCollection", "features": features}
    response = Response(
        json.dumps(collection, ensure_ascii=False, separators=(",", ":")),
        mimetype="application/geo+json",
    )
    response.headers["Cache-Control"] = KEPT_FOR
    return response


def _features(site: Site) -> Iterator[dict[str, object]]:
    told = {"site": site.id, "name": spoken(site.name_zh, site.name_en)}
    middle = {"type": "Point", "coordinates": position(site, 0.0, 0.0)}
    yield {"type": "Feature", "properties": told, "geometry": middle}
    yield {"type": "Feature", "properties": told, "geometry": road_surface(site)}
