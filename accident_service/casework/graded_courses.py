"""What might have been at other speeds and reactions, worked out while the officer waits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.casefile.case import Case
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.supposed_courses import AFTER_S, observed_contact
from accident_service.errors import AccidentServiceError
from accident_service.liability.robustness.drives import Drive
from accident_service.liability.robustness.graded import GradedSupposition, graded_suppositions

# A course is drawn from here on, this densely: between its moments it is straight enough. [design]
BEFORE_S, SPACING_S = 8.0, 0.1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GradedCourse:
    """Where one step of a supposition leads: road plane metres, headings as measured ones."""

    pts_s: NDArray[np.float64]
    xy_m: NDArray[np.float64]  # (n, 2)
    heading_rad: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GradedCourses:
    """A supposition in steps, and the course of each step, in the same order."""

    supposition: GradedSupposition
    courses: tuple[GradedCourse, ...]


def graded_courses(case: Case, proposals: CorrectedProposals) -> tuple[GradedCourses, ...]:
    """For every party what less speed, or braking sooner or later, would have come to.

    Empty for a proposal without a second look, without one single contact, and where the scene
    can no longer be read back.
    """
    if case.proposal is None or case.proposal.second_look is None:
        return ()
    try:
        there = observed_contact(case, proposals)
    except AccidentServiceError:
        return ()
    if there is None:
        return ()
    at_s = there.contact_pts_s
    return tuple(
        GradedCourses(
            supposition=one, courses=tuple(_course(step.drive, at_s) for step in one.steps)
        )
        for one in graded_suppositions(there, case.proposal.facts)
    )


def _course(drive: Drive, contact_s: float) -> GradedCourse:
    from_s = max(float(drive.pts_s[0]), contact_s - BEFORE_S)
    to_s = min(float(drive.pts_s[-1]), contact_s + AFTER_S)
    pts_s = np.arange(from_s, max(to_s, from_s + SPACING_S), SPACING_S)
    outlines = drive.outlines(drive.gone_at(pts_s))
    return GradedCourse(pts_s=pts_s, xy_m=outlines.xy_m, heading_rad=outlines.heading_rad)
