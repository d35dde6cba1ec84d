from accident_service.casework.ports import Step
from accident_service.casework.queues import QUEUE_OF, Queue


def test_every_step_has_its_queue_and_no_queue_is_without_a_step() -> None:
    assert set(QUEUE_OF) == set(Step)
    assert set(QUEUE_OF.values()) == set(Queue)


def test_what_people_wait_for_never_stands_behind_recorders_or_analyses() -> None:
    assert QUEUE_OF[Step.HAND_OVER] is QUEUE_OF[Step.PRESERVE_CLIPS] is Queue.DELIVER
    assert QUEUE_OF[Step.FETCH_CLIPS] is not QUEUE_OF[Step.RECONSTRUCT]
