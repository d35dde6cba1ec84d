from accident_service.adapters.fields import Fields
from accident_service.adapters.lab_truth import truth_reconstruction
from tests.adapters.test_trajectory_files import TRUTH


def test_moments_that_were_hardly_visible_can_be_left_out() -> None:
    fields = Fields("truth.json", "", TRUTH)

    assert len(truth_reconstruction(fields).trajectories[0].pts_s) == 3
    assert len(truth_reconstruction(fields, least_visible=0.25).trajectories[0].pts_s) == 2


def test_a_vehicle_never_seen_takes_its_contacts_with_it() -> None:
    found = truth_reconstruction(Fields("truth.json", "", TRUTH), least_visible=1.1)

    assert found.trajectories == ()
    assert found.collisions == ()
