import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.braking import detect
from tests.unit.liability.drives import CONTACT_S, A, Accident, B, Motion, State, rear_end, standing
from tests.unit.liability.facts.told import truth, value

KIND = FactKind.BRAKED_BEFORE_CONTACT


def slowing(*, from_s: float, rate_mps2: float) -> Motion:
    """14 m/s along x, then slower."""

    def state(pts_s: float) -> State:
        late_s = max(pts_s - from_s, 0.0)
        speed_mps = max(14.0 - rate_mps2 * late_s, 0.0)
        return (14.0 * (pts_s - CONTACT_S), 0.0, 0.0, speed_mps)

    return state


def with_leader(motion: Motion) -> Accident:
    return rear_end(leader=motion)


@pytest.mark.parametrize(
    ("from_s", "rate_mps2", "expected"),
    [
        (5.5, 5.0, Truth.TRUE),
        (5.5, 0.0, Truth.FALSE),
        (5.5, 1.2, Truth.UNKNOWN),  # a released pedal, or a light touch of the brake
        (1.0, 14.0, Truth.FALSE),  # long over; it stands since
        (6.95, 6.0, Truth.FALSE),  # at the contact itself
    ],
)
def test_whether_a_party_braked_is_told_from_its_speeds(
    from_s: float, rate_mps2: float, expected: Truth
) -> None:
    leader = slowing(from_s=from_s, rate_mps2=rate_mps2)

    assert truth(detect, with_leader(leader), KIND, A) is expected


def test_how_long_before_the_contact_is_an_interval() -> None:
    ago = value(detect, with_leader(slowing(from_s=5.5, rate_mps2=5.0)), KIND, A)

    assert ago.low < 1.5 < ago.high
    assert ago.high - ago.low < 0.75


def test_who_stood_and_who_drove_on_did_not_brake() -> None:
    accident = with_leader(standing(20.0, 0.0))

    assert truth(detect, accident, KIND, A) is Truth.FALSE
    assert truth(detect, accident, KIND, B) is Truth.FALSE


def test_sentences_say_when_and_how_hard_or_that_it_cannot_be_told() -> None:
    def sentences(motion: Motion) -> str:
        return detect(with_leader(motion).observed())[0].sentence_en

    assert "Braking of vehicle A began [1." in sentences(slowing(from_s=5.5, rate_mps2=5.0))
    assert "cannot be told" in sentences(slowing(from_s=5.5, rate_mps2=1.2))
    assert "did not brake" in sentences(standing(20.0, 0.0))
