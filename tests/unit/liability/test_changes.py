from accident_service.liability.changes import USUAL_DOUBT_M, ContactPlaced, FootprintMoved
from tests.unit.liability.drives import A, B


def test_what_is_not_said_of_a_doubt_is_what_an_eye_makes_of_a_still() -> None:
    move = FootprintMoved(track=A, pts_s=1.0, x_m=0.0, y_m=0.0)
    contact = ContactPlaced(tracks=(A, B), pts_s=1.0)

    assert move.doubt_m == contact.doubt_m == USUAL_DOUBT_M
    assert move.heading_rad is None
