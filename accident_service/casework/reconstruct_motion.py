"""Step 3: reconstruct every clip; a clip that cannot be read is a result, not a failure."""

from dataclasses import dataclass

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.case import Case
from accident_service.casework.camera_ports import CameraDiary
from accident_service.casework.cut_ahead import CutAhead
from accident_service.casework.join_case import with_matched_parties
from accident_service.casework.note_cameras import note_reading
from accident_service.casework.ports import Analyst, Clock, ProgressSink, SiteRegister
from accident_service.casework.source_ports import share_of
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import EvidenceInsufficient, NoFootage
from accident_service.footage.clip import SealedClip


@dataclass(frozen=True, slots=True)
class ReconstructMotion:
    """Run the analyst over the clips in order of rank, renewing the lease as it goes."""

    sites: SiteRegister
    analyst: Analyst
    diary: CameraDiary | None = None  # None: nobody asks later how the cameras' clips read
    clock: Clock | None = None  # needed with the diary
    cut_ahead: CutAhead | None = None  # None: nobody looks at pictures here

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its analyses.

        Raises:
            EvidenceInsufficient: No clip could be measured; the reason of each is named.
            AttemptSuperseded: The lease was lost on the way.
        """
        if case.site is None:
            raise NoFootage(f"case {case.tracking_code} lies at no known site")
        site = self.sites.site(case.site)
        records: list[AnalysisRecord] = []
        gaps: list[EvidenceInsufficient] = []
        for number, clip in enumerate(case.clips):
            share = share_of(number, len(case.clips), on_progress)
            try:
                records.append(self.analyst.analyse(clip, site, share))
                self._note(case, clip, records[-1])
                if self.cut_ahead is not None:
                    self.cut_ahead(clip, records[-1])
            except EvidenceInsufficient as gap:
                self._note(case, clip, gap)
                gaps.append(gap)
        if not records:
            raise type(gaps[0])("; ".join(str(gap) for gap in gaps))
        analyses = tuple(records)
        return lambda _unit, current: with_matched_parties(current.with_analyses(analyses))

    def _note(
        self, case: Case, clip: SealedClip, ended: AnalysisRecord | EvidenceInsufficient
    ) -> None:
        if self.diary is not None and self.clock is not None:
            note_reading(self.diary, case, clip, ended, at=self.clock.now())
