"""All sites of a city, one folder each; a `casework.ports.SiteRegister`."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.site_files.load import SITE_FILE, load_site
from accident_service.adapters.site_files.plane import to_wgs84
from accident_service.adapters.site_files.site import Site
from accident_service.errors import NoFootage, NotFound
from accident_service.quantities.identifiers import SiteId
from accident_service.reports.place import ReportedCoordinates, ReportedPlace

# Taking a map's shift back leaves about this much. [design]
UNSHIFT_SIGMA_M = 2.0


@dataclass(frozen=True, slots=True)
class SiteFolders:
    """Reads the folders anew on every question, so that an edited file counts at once."""

    root: Path

    def sites(self) -> tuple[Site, ...]:
        """Every site, by name.

        Raises:
            InvalidSite: A folder cannot be used; `accident-service site check` says why.
        """
        return tuple(sorted(self._loaded(), key=lambda site: (site.name_en, site.id)))

    def site(self, site_id: SiteId) -> Site:
        """One site.

        Raises:
            NotFound: No folder describes it.
            InvalidSite: Its folder cannot be used.
        """
        for site in self._loaded():
            if site.id == site_id:
                return site
        raise NotFound(f"no site {site_id} in {self.root}")

    def locate(self, place: ReportedPlace) -> tuple[Site, tuple[float, float], float]:
        """The site of a reported place, the place in site metres, and one sigma of it in metres.

        Coordinates decide where they are given and lie at the site; a site that was only
        picked by name may have been hit anywhere within it.

        Raises:
            NoFootage: The place is at no site with cameras.
            NotFound: The site picked does not exist.
        """
        if place.site is not None:
            site = self.site(place.site)
            return (site, *_within(site, place.coordinates))
        if place.coordinates is None:
            raise NoFootage(f"no site and no position was given for “{place.words}”")
        return self._nearest(place.coordinates)

    def _nearest(self, coordinates: ReportedCoordinates) -> tuple[Site, tuple[float, float], float]:
        found = [(site, *_placed(site, coordinates)) for site in self.sites()]
        reached = [
            (math.hypot(*point_m) - site.radius_m, site.id, site, point_m, sigma_m)
            for site, point_m, sigma_m in found
            if math.hypot(*point_m) <= site.radius_m + 2 * sigma_m
        ]
        if not reached:
            raise NoFootage(
                f"none of {len(found)} sites lies at {coordinates.latitude_deg:.5f},"
                f" {coordinates.longitude_deg:.5f} ({coordinates.system})"
            )
        _, _, site, point_m, sigma_m = min(reached, key=lambda entry: entry[:2])
        return (site, point_m, sigma_m)

    def _loaded(self) -> Iterator[Site]:
        for entry in sorted(self.root.glob(f"*/{SITE_FILE}")):
            yield load_site(entry.parent)


def _within(
    site: Site, coordinates: ReportedCoordinates | None
) -> tuple[tuple[float, float], float]:
    if coordinates is not None:
        point_m, sigma_m = _placed(site, coordinates)
        if math.hypot(*point_m) <= site.radius_m + 2 * sigma_m:
            return (point_m, sigma_m)
    return ((0.0, 0.0), site.radius_m / 2)


def _placed(site: Site, coordinates: ReportedCoordinates) -> tuple[tuple[float, float], float]:
    latitude_deg, longitude_deg = to_wgs84(
        coordinates.latitude_deg, coordinates.longitude_deg, coordinates.system
    )
    point_m = site.plane.to_metres(latitude_deg, longitude_deg)
    return (point_m, math.hypot(coordinates.accuracy_m, UNSHIFT_SIGMA_M))
