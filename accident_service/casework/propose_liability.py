"""Step 4: apply the law of the accident's date to what was measured."""

from collections.abc import Callable
from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.casework.ports import Analyst, ProgressSink, SiteRegister
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import CollisionNotObserved, NoFootage
from accident_service.liability.propose import propose
from accident_service.liability.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ProposeLiability:
    """Propose who is responsible, or say why it cannot be told."""

    sites: SiteRegister
    analyst: Analyst
    rulebook_of: Callable[[str], Rulebook]  # by a rule pack's id; empty: the usual one

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its proposal; an abstention is a proposal too.

        Raises:
            CollisionNotObserved: There is nothing to apply the law to.
        """
        record = case.primary_analysis
        if case.site is None or record is None:
            raise NoFootage(f"case {case.tracking_code} has no analysis")
        if record.contact is None:
            raise CollisionNotObserved("no contact between vehicles is seen on any clip")
        site = self.sites.site(case.site)
        clip = next(clip for clip in case.clips if clip.id == record.clip)
        proposal = propose(
            self.analyst.reconstruction(record),
            site.road_map,
            site.signals_for(clip),
            occurred_on=case.report.occurred_at.astimezone(LEGAL_TIME).date(),
            rulebook=self.rulebook_of(site.rule_pack),
            clip=clip.id,
        )
        return lambda _unit, current: current.with_proposal(proposal)
