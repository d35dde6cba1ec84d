"""Where it happened, as documents name it."""

from accident_service.casefile.case import Case
from accident_service.casework.ports import SiteRegister


def place_of(case: Case, sites: SiteRegister) -> tuple[str, str]:
    """The site's name in Chinese and English; the reporter's words where no site is known."""
    if case.site is None:
        return case.report.place.words, case.report.place.words
    site = sites.site(case.site)
    return site.name_zh, site.name_en
