"""Every camera on a map and in a list: where it looks, how it answers, how well it measures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, render_template, request

from accident_service.footage.camera import CameraNetwork
from accident_service.footage.health import Health
from accident_service.web.access import Caller, open_to
from accident_service.web.language import spoken
from accident_service.web.map_tiles import tile_source
from accident_service.web.officer.cameras.rows import FAILURES, HEALTHS, CameraRow, camera_rows
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.site_roads import polygon_rings, position, road_surface
from accident_service.web.words import NETWORKS

WANTS = ("waiting", "unsurveyed", "coarse")


@dataclass(frozen=True, slots=True)
class CamerasAsked:
    """Which cameras the list is to show; empty leaves a matter open."""

    network: str
    health: str
    site: str
    admin: str
    want: str

    def shows(self, row: CameraRow) -> bool:
        """Does this camera fit?"""
        camera, site = row.watched.camera, row.watched.site
        return (
            self.network in ("", camera.network.value)
            and self.health in ("", row.health.value)
            and self.site in ("", site.id)
            and self.admin in ("", site.admin_code)
            and (
                self.want not in WANTS
                or {
                    "waiting": bool(row.watched.waiting),
                    "unsurveyed": row.watched.survey is None,
                    "coarse": not camera.is_sharp,
                }[self.want]
            )
        )

    @property
    def is_narrowed(self) -> bool:
        """Is anything asked for at all?"""
        return any((self.network, self.health, self.site, self.admin, self.want))


@BLUEPRINT.get("/cameras/")
@open_to(Caller.STAFF)
def cameras() -> str:
    """The list, and the map where scripts run."""
    asked, rows = _asked(), camera_rows()
    shown = tuple(row for row in rows if asked.shows(row))
    return render_template(
        "officer/cameras/overview.html",
        rows=shown,
        total=len(rows),
        sharp_count=sum(row.watched.camera.is_sharp for row in rows),
        asked=asked,
        sites=casework().sites.sites(),
        admin_codes=sorted({row.watched.site.admin_code for row in rows} - {""}),
        tiles=tile_source(),
        networks=NETWORKS,
        health_words=HEALTHS,
        failure_words=FAILURES,
        health_counts={one: sum(row.health is one for row in rows) for one in Health},
        network_kinds=tuple(CameraNetwork),
    )


@BLUEPRINT.get("/cameras/map.json")
@open_to(Caller.STAFF)
def cameras_map() -> Response:
    """Roads, cameras and their fields of view as GeoJSON; the same filters as the list."""
    asked = _asked()
    features: list[dict[str, object]] = [
        feature("road", road_surface(site), name=spoken(site.name_zh, site.name_en))
        for site in casework().sites.sites()
    ]
    for row in camera_rows():
        if asked.shows(row):
            features += _camera(row)
    collection = {"type": "FeatureCollection", "features": features}
    response = Response(
        json.dumps(collection, ensure_ascii=False, separators=(",", ":")),
        mimetype="application/geo+json",
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _asked() -> CamerasAsked:
    given = request.args
    return CamerasAsked(
        network=given.get("network", ""),
        health=given.get("health", ""),
        site=given.get("site", ""),
        admin=given.get("admin", ""),
        want=given.get("want", ""),
    )


def _camera(row: CameraRow) -> list[dict[str, object]]:
    site, camera = row.watched.site, row.watched.camera
    told = {
        "key": f"{site.id}/{camera.id}",
        "name": f"{row.name} ({row.place})",
        "network": camera.network.value,
        "health": row.health.value,
        "says": str(HEALTHS[row.health]),
        "address": row.address,
    }
    at = position(site, camera.position.x_m, camera.position.y_m)
    field = {"type": "Polygon", "coordinates": polygon_rings(site, camera.field_of_view)}
    return [
        feature("field", field, **told),
        feature("camera", {"type": "Point", "coordinates": at}, **told),
    ]


def feature(kind: str, geometry: Mapping[str, object], **told: str) -> dict[str, object]:
    """One thing on a map, with what it is and what is told of it."""
    return {"type": "Feature", "properties": {"kind": kind, **told}, "geometry": geometry}
