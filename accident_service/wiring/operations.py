"""What those who keep the service running look at, on the adapters the settings want."""

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.operating_figures import SqlOperatingFigures
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.private_files import demand_closed_to_others
from accident_service.adapters.vital_signs import (
    Probe,
    ProbedSigns,
    every_queue_is_served,
    free_room_bytes,
    ledger_answers,
    queue_answers,
    room_left,
)
from accident_service.errors import InvalidSettings
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_queue_client
from accident_service.wiring.blobs import evidence_can_be_kept

SHORTEST_TOKEN = 16


def vital_signs(settings: Settings, engines: Engines) -> ProbedSigns:
    """What the service rests on. Without the queue it still takes reports: they wait."""
    queue = open_queue_client(settings)
    return ProbedSigns(
        (
            Probe(name="ledger", needed=True, look=lambda: ledger_answers(engines)),
            Probe(
                name="evidence",
                needed=True,
                look=lambda: evidence_can_be_kept(settings),
            ),
            Probe(name="room", needed=True, look=lambda: room_left(settings.data_dir)),
            Probe(name="queue", needed=False, look=lambda: queue_answers(queue)),
            Probe(
                name="workers",
                needed=False,
                look=lambda: every_queue_is_served(RqJobQueue(queue)),
            ),
        )
    )


def operating_figures(settings: Settings, engines: Engines) -> SqlOperatingFigures:
    """The figures of this ledger, and the room on this host."""
    return SqlOperatingFigures(engines, lambda: free_room_bytes(settings.data_dir))


def metrics_token(settings: Settings) -> str:
    """What opens /metrics; empty: nothing does.

    Raises:
        InvalidSettings: The file is missing, open to everybody, or holds no sensible token.
    """
    path = settings.metrics_token
    if path is None:
        return ""
    demand_closed_to_others(path)
    token = path.read_text(encoding="utf-8").strip()
    if len(token) < SHORTEST_TOKEN:
        raise InvalidSettings(f"{path} holds {len(token)} characters; a token has 16 or more")
    return token
