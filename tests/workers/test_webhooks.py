"""The log of announcements is swept now and then, and the sandbox's are sent once there is one."""

from pathlib import Path

from accident_service.settings import Settings
from accident_service.wiring import SandboxSending
from workers.webhooks import SWEEP_EVERY, Sweeping


class Counting:
    """Sends nothing, and counts."""

    def __init__(self) -> None:
        self.turns, self.sweeps = 0, 0

    def turn(self) -> int:
        """Count."""
        self.turns += 1
        return 0

    def forget_old(self) -> int:
        """Count."""
        self.sweeps += 1
        return 0


def test_the_log_is_swept_at_the_first_turn_and_about_once_an_hour() -> None:
    counting = Counting()
    sweeping = Sweeping(counting)
    for _ in range(SWEEP_EVERY + 1):
        sweeping.turn()
    assert (counting.turns, counting.sweeps) == (SWEEP_EVERY + 1, 2)


def test_without_a_sandbox_there_is_nothing_to_send(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, overrides={"DATA_DIR": tmp_path})
    sending = SandboxSending(settings)
    assert (sending.turn(), sending.forget_old()) == (0, 0)
