"""The scene of a case as measured and as corrected, and the proposal it comes to."""

from collections.abc import Callable
from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casework.analysis_readers import AnalysisReader
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.casework.ports import SiteRegister
from accident_service.errors import InvalidDecision
from accident_service.liability.corrected import Scene, Told, awaiting_second_look, corrected
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.propose import propose
from accident_service.liability.robustness.firmness import WORLD_COUNT
from accident_service.liability.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CorrectedProposals:
    """Makes a proposal anew from the stored reconstruction; nothing is decoded again."""

    sites: SiteRegister
    analyst: AnalysisReader
    rulebook_of: Callable[[str], Rulebook]  # by a rule pack's id; empty: the usual one
    worlds: int = WORLD_COUNT  # of the second look

    def measured(self, case: Case) -> Scene:
        """The scene as the analysis left it.

        Raises:
            InvalidDecision: Nothing was measured that could be corrected.
        """
        record = case.primary_analysis
        if case.site is None or record is None:
            raise InvalidDecision("nothing was measured that could be corrected")
        site = self.sites.site(case.site)
        clip = next(clip for clip in case.clips if clip.id == record.clip)
        return Scene(
            reconstruction=self.analyst.reconstruction(record),
            road_map=site.road_map,
            signals=site.signals_for(clip),
        )

    def at_once(self, case: Case, scene: Scene, told: tuple[Told, ...]) -> LiabilityProposal:
        """The proposal without its second look, and so not called firm."""
        return awaiting_second_look(self._proposed(case, scene, told, worlds=0))

    def in_full(self, case: Case, scene: Scene, told: tuple[Told, ...]) -> LiabilityProposal:
        """The proposal with its second look; takes seconds."""
        return self._proposed(case, scene, told, worlds=self.worlds)

    def _proposed(
        self, case: Case, scene: Scene, told: tuple[Told, ...], *, worlds: int
    ) -> LiabilityProposal:
        record = case.primary_analysis
        clip = record.clip if record else ""
        there = corrected(scene, told, clip)
        pack = self.sites.site(case.site).rule_pack if case.site else ""
        return propose(
            there.reconstruction,
            there.road_map,
            there.signals,
            occurred_on=case.report.occurred_at.astimezone(LEGAL_TIME).date(),
            rulebook=self.rulebook_of(pack),
            clip=clip,
            worlds=worlds,
            told=there.told,
        )
