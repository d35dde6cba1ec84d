"""All sites of a city: one folder each below one root, read again when a file changes."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from accident_service.adapters.site_files.plane import to_wgs84
from accident_service.adapters.site_files.site import Site
from accident_service.errors import InvalidSite, NoFootage, NotFound
from accident_service.journal import Journal
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reports.place import ReportedCoordinates, ReportedPlace

# A phone states the radius that holds it 68 times in a hundred; of a round normal error
# that radius is 1.515 sigmas of one axis (chi distribution, two degrees of freedom).
SIGMAS_IN_STATED_ACCURACY = 1.515
LEAST_SIGMA_M = 5.0  # map datums, antennas in cars: no phone is better than this [design]
# A place this many sigmas beyond a site's reach is not at that site.
REACH_SIGMAS = 3.0
# Collisions crowd about a site's middle: half of its reach is taken for two sigmas. A wider
# guess would count fields and houses as places a camera fails to see. [design]
SIGMAS_IN_A_PICKED_SITE = 4.0

Stamp = tuple[tuple[str, int, int], ...]

journal = Journal("sites")


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: Stamp
    site: Site | None  # None: the folder cannot be used


@dataclass(frozen=True, slots=True)
class SiteFolders:
    """A `SiteRegister` on a folder of site folders.

    A folder that cannot be used is reported in the log and left out, so that one typing
    mistake does not close every other junction of the city.
    """

    root: Path
    load: Callable[[Path], Site]
    _read: dict[Path, _Read] = field(default_factory=dict)

    def sites(self) -> tuple[Site, ...]:
        """Every usable site, by name."""
        folders = sorted(self.root.iterdir()) if self.root.is_dir() else []
        found = [self._current(folder) for folder in folders if _is_site(folder)]
        return tuple(sorted((one for one in found if one), key=lambda site: site.name_zh))

    def site(self, site_id: SiteId) -> Site:
        """One site; see the port."""
        # Where it was found last or is likely to be: a city has hundreds of folders.
        last = [path for path, known in self._read.items() if _is_of(known.site, site_id)]
        for folder in (*last, *self._named(site_id)):
            site = self._current(folder) if _is_site(folder) else None
            if _is_of(site, site_id):
                return site
        for site in self.sites():
            if site.id == site_id:
                return site
        raise NotFound(f"there is no site {site_id}")

    def survey(self, site_id: SiteId, camera: CameraId) -> Survey:
        """The survey of one camera of one site.

        Raises:
            NotFound: No such site.
            CalibrationUnreliable: The camera was never surveyed.
        """
        return self.site(site_id).survey_of(camera)

    def locate(self, place: ReportedPlace) -> tuple[Site, tuple[float, float], float]:
        """Where a reported place is; see the port.

        A site picked from the list says no more than that it was somewhere about its
        middle, unless coordinates that agree with it say where.
        """
        sites = self.sites() if place.site is None else self._picked(place.site)
        if place.coordinates is not None:
            near = [_at(site, place.coordinates) for site in sites]
            if at := min((one for one in near if one is not None), key=_reached, default=None):
                return at
        if place.site is None or not sites:
            raise NoFootage(f"“{place.words}” lies at no site with cameras known to this service")
        (site,) = sites
        return (site, (0.0, 0.0), site.radius_m / SIGMAS_IN_A_PICKED_SITE)

    def _picked(self, site_id: SiteId) -> tuple[Site, ...]:
        try:
            return (self.site(site_id),)
        except NotFound:
            return ()

    def _named(self, site_id: SiteId) -> tuple[Path, ...]:
        """The folder of the same name; no id leads out of the root."""
        return (self.root / site_id,) if Path(site_id).name == site_id else ()

    def _current(self, folder: Path) -> Site | None:
        stamp = _stamp_of(folder)
        known = self._read.get(folder)
        if known is None or known.stamp != stamp:
            known = self._read[folder] = _Read(stamp, self._loaded(folder))
        return known.site

    def _loaded(self, folder: Path) -> Site | None:
        try:
            return self.load(folder)
        except InvalidSite as fault:
            journal.warn(f"site folder {folder.name} cannot be used", told=str(fault))
            return None


def _at(site: Site, given: ReportedCoordinates) -> tuple[Site, tuple[float, float], float] | None:
    """The place at this site, or None when it is beyond the site's reach."""
    position = to_wgs84(given.latitude_deg, given.longitude_deg, given.system)
    x_m, y_m = site.plane.to_metres(*position)
    sigma_m = max(given.accuracy_m / SIGMAS_IN_STATED_ACCURACY, LEAST_SIGMA_M)
    if math.hypot(x_m, y_m) > site.radius_m + REACH_SIGMAS * sigma_m:
        return None
    return (site, (x_m, y_m), sigma_m)


def _reached(at: tuple[Site, tuple[float, float], float]) -> float:
    site, (x_m, y_m), _sigma_m = at
    return math.hypot(x_m, y_m) - site.radius_m


def _is_of(site: Site | None, site_id: SiteId) -> TypeGuard[Site]:
    return site is not None and site.id == site_id


def _is_site(folder: Path) -> bool:
    return (folder / "site.toml").is_file()


def _stamp_of(folder: Path) -> Stamp:
    with os.scandir(folder) as entries:
        found = [(one.name, one.stat()) for one in entries if one.is_file()]
    return tuple(sorted((name, told.st_mtime_ns, told.st_size) for name, told in found))
