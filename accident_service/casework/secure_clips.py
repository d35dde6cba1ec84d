"""A case that goes to the scene: its recordings are found and sealed all the same.

Nothing is analysed and nothing proposed; the officer who arrives finds the recording secured
before cameras overwrite it.
"""

from dataclasses import dataclass, replace

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.fetch_clips import FetchClips
from accident_service.casework.find_clips import FindClips
from accident_service.casework.ports import ProgressSink, Step, UnitOfWork
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import NoFootage
from accident_service.footage.search import ClipRequest
from accident_service.quantities.identifiers import SiteId


@dataclass(frozen=True, slots=True)
class SecureClips:
    """Both steps in one, for a case whose stage stays where it is."""

    find: FindClips
    fetch: FetchClips

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its recordings sealed, or with the reason why there are none.

        Raises:
            ClipSourceUnavailable: A network did not answer; worth another try.
        """
        if case.clips:
            return lambda _unit, current: current
        try:
            site, requests = self.find.requests(case)
        except NoFootage as gap:
            why = gap.code
            return lambda _unit, current: _without(current, why)
        asked = replace(case, site=site.id, clip_requests=requests)
        try:
            sealed = self.fetch.fetched(asked, on_progress)
        except NoFootage as gap:
            why = gap.code
            return lambda _unit, current: _without(_asked(current, site.id, requests), why)

        def change(_unit: UnitOfWork, current: Case) -> Case:
            search = current.recordings.in_use(sealed)
            asked_now = _asked(current, site.id, requests)
            return replace(asked_now, clips=sealed, recordings=search)

        return change


def secure_recordings(work: UnitOfWork, case: Case) -> None:
    """Ask for the recordings of a case that has been referred, unless they are sealed already."""
    if case.stage is Stage.REFERRED and not case.clips:
        work.steps.request(case.id, Step.PRESERVE_CLIPS)
        work.steps.request(case.id, Step.SECURE_CLIPS)


def _asked(case: Case, site: SiteId, requests: tuple[ClipRequest, ...]) -> Case:
    return replace(case, version=case.version + 1, site=site, clip_requests=requests)


def _without(case: Case, why: str) -> Case:
    recordings = replace(case.recordings, gap=why)
    return replace(case, version=case.version + 1, recordings=recordings)
