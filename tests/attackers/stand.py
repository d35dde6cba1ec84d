"""The pages behind the web server they are served by, whose patience is short for once."""

from flask import Flask

from tests.attackers.doors import both_doors
from tests.fakes.casework import FakeWorld
from workers.patient_worker import PatientWorker


class ImpatientWorker(PatientWorker):
    """Waits half a second for a head, and a second for the next piece of a body."""

    head_within_s = 0.5
    linger_s = 0.5
    longest_silence_s = 1


def app() -> Flask:
    """Both doors, with nothing behind them."""
    return both_doors(FakeWorld())
