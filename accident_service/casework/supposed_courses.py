"""The courses behind “had they driven otherwise”, so that an officer sees where they lead."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.casefile.case import Case
from accident_service.casefile.correction import told
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.find_clips import LEGAL_TIME
from accident_service.errors import AccidentServiceError
from accident_service.liability.corrected import corrected
from accident_service.liability.facts.observe import Observation
from accident_service.liability.robustness.counterfactual import supposed_drives
from accident_service.liability.robustness.drives import Drive
from accident_service.liability.second_look import Supposition
from accident_service.quantities.identifiers import TrackId

# So long after the contact each course is shown. [design]
AFTER_S = 2.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SupposedCourse:
    """Where one vehicle would have been: road plane metres, headings as measured ones."""

    supposed: Supposition
    track: TrackId
    pts_s: NDArray[np.float64]
    xy_m: NDArray[np.float64]  # (n, 2)
    heading_rad: NDArray[np.float64]


def supposed_courses(case: Case, proposals: CorrectedProposals) -> tuple[SupposedCourse, ...]:
    """One course for every supposition of the proposal's second look that can be drawn.

    They are of the scene as measured and corrected, without the doubts the gaps beside them
    hold; a scene that can no longer be read back, or had several contacts, has none.
    """
    look = case.proposal.second_look if case.proposal else None
    if look is None or not look.counterfactuals:
        return ()
    try:
        there = observed_contact(case, proposals)
    except AccidentServiceError:
        return ()
    if there is None or case.proposal is None:
        return ()
    wanted = {(one.supposed, one.party) for one in look.counterfactuals}
    return tuple(
        _course(supposed, track, drive, until_s=there.contact_pts_s + AFTER_S)
        for supposed, track, drive in supposed_drives(there, case.proposal.facts)
        if (supposed, track) in wanted
    )


def observed_contact(case: Case, proposals: CorrectedProposals) -> Observation | None:
    """The one contact of the case in the scene as corrected; None where there were several.

    Raises:
        AccidentServiceError: The scene can no longer be read back.
    """
    scene = corrected(proposals.measured(case), told(case.corrections))
    if len({frozenset(one.tracks) for one in scene.reconstruction.collisions}) != 1:
        return None
    pack = proposals.sites.site(case.site).rule_pack if case.site else ""
    on = case.report.occurred_at.astimezone(LEGAL_TIME).date()
    return Observation(
        reconstruction=scene.reconstruction,
        collision=min(scene.reconstruction.collisions, key=lambda one: one.pts_s),
        road_map=scene.road_map,
        signals=scene.signals,
        thresholds=proposals.rulebook_of(pack).in_force(on).thresholds,
        told_by_officer=scene.told,
    )


def _course(
    supposed: Supposition, track: TrackId, drive: Drive, *, until_s: float
) -> SupposedCourse:
    shown = drive.pts_s <= until_s
    outlines = drive.outlines(drive.gone_m[shown])
    return SupposedCourse(
        supposed=supposed,
        track=track,
        pts_s=drive.pts_s[shown],
        xy_m=outlines.xy_m,
        heading_rad=outlines.heading_rad,
    )
