"""A troubled service, the people who use it, and what its ledger tells afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Event

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.audit import GENESIS_HASH, AuditEntry
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.settings import Settings
from accident_service.wiring import open_ledger
from tests.survival.troubled import MODULE, Plan
from tests.workers.bench import ROOT

ENDS_WITHIN_S = 900.0
LOOK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class House:
    """What can be seen of a troubled service from outside."""

    settings: Settings
    ledger: SqlLedger
    plan: Plan

    @classmethod
    def of(cls, settings: Settings) -> "House":
        return cls(settings, open_ledger(settings), Plan.of(settings))

    def entries(self) -> tuple[AuditEntry, ...]:
        """The whole audit chain."""
        with self.ledger.reading() as unit:
            return unit.audit.whole()

    def case(self) -> Case:
        """The one case there is."""
        cases = {entry.act.case for entry in self.entries() if entry.act.case}
        assert len(cases) == 1, f"one report became {len(cases)} cases"
        with self.ledger.reading() as unit:
            return unit.cases.load(cases.pop())

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for it, as long as a case that is troubled everywhere may take."""
        give_up_s = time.monotonic() + ENDS_WITHIN_S
        while not condition():
            assert time.monotonic() < give_up_s, f"the case stands still: {self.told()}"
            Event().wait(LOOK_EVERY_S)

    def stage_is(self, *stages: Stage) -> bool:
        return self.case().stage in stages

    def all_done(self) -> bool:
        """Is no step of the case left to be done?"""
        with self.ledger.reading() as unit:
            return all(step.state == "done" for step in unit.steps.progress(self.case().id))

    def told(self) -> Counter[str]:
        """How often each act is on record, with who did it."""
        return Counter(f"{entry.act.actor} {entry.act.verb}" for entry in self.entries())

    def times(self, step: Step, verb: str) -> int:
        """How often that is on record of one step."""
        return self.told()[f"worker:{step} {verb}"]

    def times_given_up(self, step: Step) -> int:
        """How often a try at the step was found dead and given to another worker."""
        acts = (entry.act for entry in self.entries() if entry.act.verb == "supersede-attempt")
        return sum(("step", str(step)) in act.detail for act in acts)

    def assert_chain_is_whole(self) -> None:
        entries = self.entries()
        assert all(entry.intact for entry in entries)
        assert entries[0].previous_hash == GENESIS_HASH
        for one, next_one in pairwise(entries):
            assert next_one.sequence == one.sequence + 1
            assert next_one.previous_hash == one.entry_hash


@contextmanager
def running(environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """The troubled service, from its start until the block ends, whatever is left of it."""
    with log.open("wb") as printed:
        service = subprocess.Popen(
            [sys.executable, "-m", MODULE, "serve"],
            cwd=ROOT,
            env=dict(environment),
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield
        finally:
            service.send_signal(signal.SIGTERM)
            try:
                service.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(service.pid, signal.SIGKILL)
                service.wait()
