"""What might have been in steps: each with a course around the contact, or nothing at all."""

from dataclasses import replace

import numpy as np

from accident_service.casefile.case import Case
from accident_service.casework.graded_courses import BEFORE_S, graded_courses
from accident_service.casework.supposed_courses import AFTER_S
from accident_service.liability.robustness.graded import STEPS, Graded
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld


def asked() -> Case:
    case = examples.proposed_case("3")
    return replace(case, analyses=(measured.analysis_record(examples.sealed_clip().id),))


def test_every_step_has_its_course() -> None:
    proposals = FakeWorld().proposals()
    contact_s = proposals.measured(asked()).reconstruction.collisions[0].pts_s
    found = {one.supposition.graded: one for one in graded_courses(asked(), proposals)}

    assert set(found) == {Graded.SPEED, Graded.REACTION}
    for one in found.values():
        assert one.supposition.party == measured.STRIKING
        assert len(one.courses) == len(one.supposition.steps) == STEPS
    ends_m = [course.xy_m[-1, 0] for course in found[Graded.REACTION].courses]
    assert ends_m == sorted(ends_m)  # the later it brakes, the farther it comes
    pts_s = found[Graded.SPEED].courses[0].pts_s
    assert contact_s - BEFORE_S <= pts_s[0]
    assert pts_s[-1] <= contact_s + AFTER_S
    assert np.all(np.diff(pts_s) > 0)


def test_without_a_second_look_or_a_place_there_is_none() -> None:
    case = asked()
    assert case.proposal
    bare = replace(case, proposal=replace(case.proposal, second_look=None))
    assert graded_courses(bare, FakeWorld().proposals()) == ()
    assert graded_courses(replace(case, site=None), FakeWorld().proposals()) == ()
