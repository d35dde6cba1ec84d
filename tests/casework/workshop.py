"""A worker's bench on fakes: cases put at any stage, steps run as a worker would run them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.call_up import RegisterCallUp
from accident_service.casework.correct_case import CorrectCase
from accident_service.casework.corrected_proposal import CorrectedProposals
from accident_service.casework.fetch_clips import FetchClips
from accident_service.casework.find_clips import FindClips
from accident_service.casework.issue_determination import IssueDetermination
from accident_service.casework.keep_sealed import KeepSealed
from accident_service.casework.look_again import LookAgain
from accident_service.casework.ports import ProgressSink, Step, StepProgress
from accident_service.casework.propose_liability import ProposeLiability
from accident_service.casework.reconstruct_motion import ReconstructMotion
from accident_service.casework.seal_delivery import SealDelivery
from accident_service.casework.secure_clips import SecureClips
from accident_service.casework.worker_step import CaseChange, StepWork, WorkerStep
from accident_service.liability.rulebook import Rulebook
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes.analysis import FakeAnalyst, FakePress, FakeProvisions
from tests.fakes.clock import FakeClock
from tests.fakes.ledger import FakeLedger
from tests.fakes.sealing import FakeArrivals, FakeJoiner, FakeSealer
from tests.fakes.world import FakeBlobStore, FakeClipSource, FakeSiteRegister


@dataclass(slots=True)
class Workshop:
    """The fakes one test works with."""

    clock: FakeClock = field(default_factory=FakeClock)
    sites: FakeSiteRegister = field(default_factory=FakeSiteRegister)
    source: FakeClipSource = field(default_factory=FakeClipSource)
    blobs: FakeBlobStore = field(default_factory=FakeBlobStore)
    analyst: FakeAnalyst = field(default_factory=FakeAnalyst)
    press: FakePress = field(default_factory=FakePress)
    ledger: FakeLedger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = FakeLedger(clock=self.clock)

    def put(self, case: Case, step: Step) -> AttemptId:
        """Keep the case, ask for the step, and give the attempt that waits."""
        with self.ledger.transaction() as work:
            work.cases.add(case)
            work.steps.request(case.id, step)
        return self.ledger.only_waiting(step)

    def case(self, case_id: CaseId) -> Case:
        """The case as it is kept now."""
        with self.ledger.reading() as work:
            return work.cases.load(case_id)

    def progress(self, case_id: CaseId) -> dict[Step, StepProgress]:
        """How far each step has come."""
        with self.ledger.reading() as work:
            return {one.step: one for one in work.steps.progress(case_id)}

    def verbs(self, case_id: CaseId) -> list[str]:
        """What the audit chain tells of the case."""
        with self.ledger.reading() as work:
            return [entry.act.verb for entry in work.audit.of_case(case_id)]

    def find_clips(self) -> WorkerStep:
        """Step 1."""
        work = FindClips(self.sites, self.clock)
        return self.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, work)

    def fetch_clips(self) -> WorkerStep:
        """Step 2."""
        seal = SealDelivery(FakeSealer(self.blobs), FakeJoiner(self.blobs), self.clock)
        keep = KeepSealed(self.ledger, self.clock)
        register = RegisterCallUp(self.ledger, self.sites, self.clock)
        work = FetchClips(
            self.sites,
            lambda _camera: self.source,
            FakeArrivals(),
            seal,
            self.clock,
            keep,
            register=register,
        )
        return self.worker_step(Step.FETCH_CLIPS, Stage.CLIPS_FOUND, Step.RECONSTRUCT, work)

    def secure_clips(self) -> WorkerStep:
        """The first two for a case that goes to the scene."""
        find, fetch = self.find_clips().work, self.fetch_clips().work
        if not isinstance(find, FindClips) or not isinstance(fetch, FetchClips):
            raise TypeError("not the steps' own work")
        work = SecureClips(find, fetch)
        step = self.worker_step(Step.SECURE_CLIPS, Stage.REFERRED, None, work)
        return replace(step, an_officer_can_take_over=False)

    def reconstruct(self) -> WorkerStep:
        """Step 3."""
        work = ReconstructMotion(self.sites, self.analyst)
        return self.worker_step(Step.RECONSTRUCT, Stage.CLIPS_FETCHED, Step.PROPOSE, work)

    def propose(self) -> WorkerStep:
        """Step 4."""
        work = ProposeLiability(self.sites, self.analyst, lambda _pack: Rulebook.built_in())
        return self.worker_step(Step.PROPOSE, Stage.RECONSTRUCTED, None, work)

    def proposals(self) -> CorrectedProposals:
        """What corrections come to, with a short second look."""
        return CorrectedProposals(
            self.sites, self.analyst, lambda _pack: Rulebook.built_in(), worlds=3
        )

    def correct(self) -> CorrectCase:
        """The officer's corrections."""
        return CorrectCase(self.ledger, self.clock, self.proposals())

    def look_again(self) -> WorkerStep:
        """After a correction."""
        work = LookAgain(self.proposals())
        return self.worker_step(Step.LOOK_AGAIN, Stage.PROPOSED, None, work)

    def issue(self) -> WorkerStep:
        """Step 5."""
        work = IssueDetermination(self.press, self.blobs, FakeProvisions(), self.sites, self.clock)
        return self.worker_step(Step.ISSUE_DETERMINATION, Stage.DECIDED, None, work)

    def worker_step(
        self, step: Step, starts_at: Stage, then: Step | None, work: StepWork
    ) -> WorkerStep:
        """Any step around any work."""
        return WorkerStep(
            step=step,
            starts_at=starts_at,
            then=then,
            work=work,
            ledger=self.ledger,
            clock=self.clock,
            an_officer_can_take_over=step not in (Step.LOOK_AGAIN, Step.ISSUE_DETERMINATION),
            also_at=AWAITING_OFFICER if step is Step.LOOK_AGAIN else frozenset(),
        )


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A step's work during which something else happens before its change is saved."""

    work: StepWork
    happens: Callable[[Case], object]

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        change = self.work(case, on_progress)
        self.happens(case)
        return change
