"""What the officer looks at, opened from settings: the review, its frames and its films."""

from accident_service.adapters.picture_records import KeptPictures
from accident_service.casework.view_review import ViewReview
from accident_service.wiring.story import World


def view_review(world: World) -> ViewReview:
    """The review of cases on these adapters."""
    return ViewReview(
        ledger=world.ledger,
        sites=world.sites,
        clock=world.clock,
        analyst=world.analyst,
        picture_reader=KeptPictures(world.blobs),
    )
