"""The steps the workers carry out, on the world outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from accident_service.adapters.clip_sources.leased import leased
from accident_service.adapters.database.attempt_steps import AttemptSteps
from accident_service.adapters.database.camera_diary import SqlCameraDiary
from accident_service.adapters.keep_alive import KeptAlive
from accident_service.casefile.ask_copy import OPEN_TO_DISCLOSURE
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.call_up import RegisterCallUp
from accident_service.casework.cut_ahead import CutAhead
from accident_service.casework.disclose_clip import MakeCopies
from accident_service.casework.fetch_clips import FetchClips
from accident_service.casework.find_clips import FindClips
from accident_service.casework.issue_determination import IssueDetermination
from accident_service.casework.keep_sealed import KeepSealed
from accident_service.casework.look_again import LookAgain
from accident_service.casework.party_pictures import MakePartyPictures
from accident_service.casework.ports import Clock, Step
from accident_service.casework.preserve_clips import PreserveClips
from accident_service.casework.propose_liability import ProposeLiability
from accident_service.casework.reconstruct_motion import ReconstructMotion
from accident_service.casework.secure_clips import SecureClips
from accident_service.casework.surveyed_sigma import SurveyedSigmaAt
from accident_service.casework.worker_step import StepWork, WorkerStep
from accident_service.errors import AttemptSuperseded
from accident_service.journal import Fields, Journal, on_request
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.wiring.shelves import cut_ahead
from accident_service.wiring.story import World, open_world

# An officer has the case already; nothing is handed over when a step from there fails.
OFFICER_HAS_IT = (Stage.PROPOSED, Stage.DECIDED, Stage.DETERMINED, Stage.REFERRED)

# Beside the story: a case goes on whatever becomes of them.
ASIDE = frozenset({Step.PRESERVE_CLIPS})
ALSO_AT = {
    Step.LOOK_AGAIN: AWAITING_OFFICER,
    Step.DISCLOSE: OPEN_TO_DISCLOSURE,
    Step.MAKE_PARTY_PICTURES: frozenset({Stage.CERTIFIED}),  # what was seen, if not why
    Step.PRESERVE_CLIPS: frozenset(Stage),
}

# How a try can end besides those a step tells of itself.
BROKE, LOST = "broke", "lost-its-lease"
journal = Journal("steps")

# However long a lease is, work that says nothing for so long counts as stuck. What may take
# longer, in a child or from a recorder, keeps its own lease and has a limit of its own.
SILENT_AT_MOST_S = 600.0

PlannedStep = tuple[Step, Stage, Step | None, StepWork]


@dataclass(frozen=True, slots=True)
class Workbench:
    """What one worker needs to answer one bell."""

    steps: Mapping[Step, WorkerStep]
    attempts: AttemptSteps
    clock: Clock

    def carry_out(self, attempt: AttemptId) -> None:
        """Carry out the step this is an attempt at, on the request it was asked for.

        Raises:
            NotFound: The ledger knows no such attempt.
            AttemptSuperseded: The lease was lost on the way; nothing was saved.
        """
        announced = self.attempts.announced(attempt)
        waited = self.clock.now() - announced.due_at
        fields = Fields(
            case=announced.case,
            step=announced.step,
            attempt=attempt,
            number=announced.number,
            waited_s=round(max(waited.total_seconds(), 0.0), 3),
        )
        begun_s = monotonic()
        outcome, reason = BROKE, ""
        with on_request(announced.request):
            try:
                end = self.steps[announced.step](attempt)
                outcome, reason = end.ending, end.reason
            except AttemptSuperseded:
                outcome = LOST
                raise
            finally:
                fields["ran_s"] = round(monotonic() - begun_s, 3)
                fields["outcome"], fields["reason"] = outcome, reason
                journal.tell("step", **fields)


def open_workbench(settings: Settings) -> Workbench:
    """What a job works with; opened anew in every forked process."""
    world = open_world(settings)
    ahead = cut_ahead(settings, world.blobs)
    return Workbench(worker_steps(world, ahead), AttemptSteps(world.ledger.engines), world.clock)


def worker_steps(world: World, ahead: CutAhead) -> Mapping[Step, WorkerStep]:
    """The story's middle, from report to proposal, and its end, the determination."""
    return {
        step: WorkerStep(
            step=step,
            starts_at=starts_at,
            then=then,
            work=KeptAlive(work, world.lease_renewed_s, SILENT_AT_MOST_S),
            ledger=world.ledger,
            clock=world.clock,
            an_officer_can_take_over=starts_at not in OFFICER_HAS_IT and step not in ASIDE,
            also_at=ALSO_AT.get(step, frozenset()),
        )
        for step, starts_at, then, work in (*_recordings(world), *_law(world, ahead))
    }


def _recordings(world: World) -> tuple[PlannedStep, ...]:
    """From the report to the sealed recordings, and what is done for those at risk."""
    sites, ledger, clock = world.sites, world.ledger, world.clock
    diary = SqlCameraDiary(ledger.engines)
    find = FindClips(sites, clock, diary, SurveyedSigmaAt(world.survey_of))
    fetch = FetchClips(
        sites,
        leased(world.sources.source_of, world.lease_renewed_s),
        world.arrivals,
        world.seal,
        clock,
        KeepSealed(ledger, clock),
        diary,
        RegisterCallUp(ledger, sites, clock),
    )
    preserve = PreserveClips(world.preservation, find, sites, clock)
    return (
        (Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, find),
        (Step.PRESERVE_CLIPS, Stage.CLIPS_FOUND, None, preserve),
        (Step.FETCH_CLIPS, Stage.CLIPS_FOUND, Step.RECONSTRUCT, fetch),
        (Step.SECURE_CLIPS, Stage.REFERRED, None, SecureClips(find, fetch)),
    )


def _law(world: World, ahead: CutAhead) -> tuple[PlannedStep, ...]:
    """From the recordings to the proposal, and from the decision to its document."""
    sites, clock = world.sites, world.clock
    diary = SqlCameraDiary(world.ledger.engines)
    reconstruct = ReconstructMotion(sites, world.analyst, diary, clock, ahead)
    propose = ProposeLiability(sites, world.analyst, world.packs.rulebook)
    pictures = MakePartyPictures(sites, world.artist)
    issue = IssueDetermination(world.press, world.blobs, world.provisions, sites, clock)
    return (
        (Step.RECONSTRUCT, Stage.CLIPS_FETCHED, Step.PROPOSE, reconstruct),
        (Step.PROPOSE, Stage.RECONSTRUCTED, None, propose),
        (Step.LOOK_AGAIN, Stage.PROPOSED, None, LookAgain(world.corrected_proposals)),
        (Step.ISSUE_DETERMINATION, Stage.DECIDED, Step.MAKE_PARTY_PICTURES, issue),
        (Step.MAKE_PARTY_PICTURES, Stage.DETERMINED, None, pictures),
        (Step.DISCLOSE, Stage.DETERMINED, None, MakeCopies(sites, world.artist, clock)),
        (Step.HAND_OVER, Stage.REFERRED, None, world.hand_over),
    )
