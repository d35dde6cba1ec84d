"""The course of a supposition: drawn from the measured scene, or not at all."""

from dataclasses import replace

import numpy as np

from accident_service.casefile.case import Case
from accident_service.casework.supposed_courses import supposed_courses
from accident_service.liability.second_look import Supposition
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld


def asked() -> Case:
    case = examples.proposed_case("3")
    return replace(case, analyses=(measured.analysis_record(examples.sealed_clip().id),))


def test_a_driver_who_braked_in_time_is_drawn_behind_where_it_really_was() -> None:
    proposals = FakeWorld().proposals()
    (course,) = supposed_courses(asked(), proposals)
    assert (course.supposed, course.track) == (Supposition.BRAKED, measured.STRIKING)
    scene = proposals.measured(asked())
    real = scene.reconstruction.trajectory(measured.STRIKING)
    at_contact = np.searchsorted(course.pts_s, scene.reconstruction.collisions[0].pts_s)
    contact_x_m = float(np.interp(course.pts_s[at_contact], real.pts_s, real.xy_m[:, 0]))
    assert course.xy_m[at_contact, 0] < contact_x_m
    assert np.all(np.diff(course.pts_s) > 0)


def test_without_a_second_look_there_is_no_course() -> None:
    case = asked()
    assert case.proposal
    bare = replace(case, proposal=replace(case.proposal, second_look=None))
    assert supposed_courses(bare, FakeWorld().proposals()) == ()


def test_a_case_of_an_unknown_place_has_no_course() -> None:
    assert supposed_courses(replace(asked(), site=None), FakeWorld().proposals()) == ()
