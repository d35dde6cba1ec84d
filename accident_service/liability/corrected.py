"""The scene as an officer has put it right, and what the law makes of it.

Measurement stays what it was; every change is made anew from the stored result, in the order
in which the changes were told, so that the same changes always give the same proposal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from accident_service.liability.changes import (
    Change,
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    PhaseMarked,
)
from accident_service.liability.fact import Fact
from accident_service.liability.finding import Reason
from accident_service.liability.marked_lines import with_lines
from accident_service.liability.marked_signals import with_phases
from accident_service.liability.moved_track import moved
from accident_service.liability.placed_contact import with_contacts
from accident_service.liability.proposal import LiabilityProposal, Strength
from accident_service.liability.road_map import RoadMap
from accident_service.liability.signal_log import SignalLog
from accident_service.liability.told_facts import told_fact
from accident_service.reconstruction.result import Reconstruction

Kind = TypeVar("Kind")
NOT_COMPUTED = Reason(
    code="firmness-pending",
    zh="补正后的可靠程度仍在计算，请稍候",
    en="How firm this is after the correction is still being worked out",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One change, and the name of who told it."""

    change: Change
    told_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that the law is asked about; `told` are facts that stand whatever is measured."""

    reconstruction: Reconstruction
    road_map: RoadMap
    signals: SignalLog
    told: tuple[Fact, ...] = ()


def corrected(scene: Scene, told: Sequence[Told], clip: str = "") -> Scene:
    """The scene with every change in it."""
    changes = [one.change for one in told]
    moves = _of_kind(changes, FootprintMoved)
    contacts = [one for one in changes if isinstance(one, ContactPlaced | ContactDenied)]
    found = with_contacts(
        _with_moved(scene.reconstruction, moves),
        contacts,
        frozenset(move.track for move in moves),
    )
    facts = [
        told_fact(one.change, one.told_by, clip) for one in told if isinstance(one.change, FactTold)
    ]
    return Scene(
        reconstruction=found,
        road_map=with_lines(scene.road_map, _of_kind(changes, LineMarked)),
        signals=with_phases(scene.signals, _of_kind(changes, PhaseMarked)),
        told=tuple(facts),
    )


def awaiting_second_look(proposal: LiabilityProposal) -> LiabilityProposal:
    """A proposal made at once: not to be called firm before the second look is done."""
    reasons = proposal.reasons
    if not proposal.abstained:
        reasons = (*reasons, NOT_COMPUTED)
    return replace(proposal, strength=Strength.LIMITED, reasons=reasons, firmness_pending=True)


def _with_moved(found: Reconstruction, moves: Sequence[FootprintMoved]) -> Reconstruction:
    return replace(
        found,
        trajectories=tuple(
            moved(one, [move for move in moves if move.track == one.id])
            for one in found.trajectories
        ),
    )


def _of_kind(changes: Sequence[Change], kind: type[Kind]) -> list[Kind]:
    return [one for one in changes if isinstance(one, kind)]
