"""Three vehicles and more: each pair divided in the order in which they touched (连环碰撞).

A vehicle that stood or slowed and was pushed into the next by the one behind answers for
nothing: who pushed it answers for both. One that had run into the next before it was struck
answers for that pair itself. The order of the contacts is the key fact, and where their
intervals leave it open, or nobody can tell whether a vehicle was pushed, an officer decides.

Reference:
    SPR-60; police practice in rear-end chains.
"""

from dataclasses import dataclass, replace

from accident_service.liability.finding import Reason
from accident_service.liability.grade import Grade
from accident_service.liability.phrasing import vehicle
from accident_service.liability.proposal import PairDivision
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One contact of the chain: when, and how the pair alone would be divided.

    `grades` is empty where the pair's own proposal abstains, and `reasons` say why; `halted`
    are those of the two that surely stood or were slowing when they touched.
    """

    tracks: tuple[TrackId, TrackId]
    touched_pts_s: Interval
    grades: tuple[tuple[TrackId, Grade], ...]
    reasons: tuple[Reason, ...] = ()
    rule_code: str = ""
    halted: frozenset[TrackId] = frozenset()

    @property
    def at_fault(self) -> TrackId | None:
        """The one that bears everything, if one does."""
        return next((track for track, grade in self.grades if grade is Grade.FULL), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainDivision:
    """Each pair's division in the order of the contacts, and all parties' where they agree.

    `grades` is empty where pairs differ in who is at fault (each has its own determination
    then) and where something is left to an officer, which `reasons` says.
    """

    grades: tuple[tuple[TrackId, Grade], ...]
    pairs: tuple[PairDivision, ...]
    reasons: tuple[Reason, ...]


def divide_chain(links: tuple[Link, ...]) -> ChainDivision:
    """Divide two or more contacts between three or more vehicles.

    Args:
        links: The first contact of every pair, in any order.
    """
    ordered = tuple(sorted(links, key=lambda link: link.touched_pts_s.low))
    divided: list[PairDivision] = []
    for place, link in enumerate(ordered):
        others = (*ordered[:place], *ordered[place + 1 :])
        divided.append(_divided(link, others, tuple(divided)))
    pairs = tuple(divided)
    answering = {pair.answers for pair in pairs}
    reasons = tuple(dict.fromkeys(reason for pair in pairs for reason in pair.reasons))
    if None in answering:
        return ChainDivision(grades=(), pairs=pairs, reasons=(*reasons, _left_open()))
    if len(answering) > 1:
        return ChainDivision(grades=(), pairs=pairs, reasons=(*reasons, _separately()))
    (fault,) = answering
    everybody = sorted({track for link in links for track in link.tracks})
    grades = tuple((one, Grade.FULL if one == fault else Grade.NONE) for one in everybody)
    return ChainDivision(grades=grades, pairs=pairs, reasons=reasons)


def _divided(
    link: Link, others: tuple[Link, ...], before: tuple[PairDivision, ...]
) -> PairDivision:
    """One pair, with what other contacts say of the vehicle that would answer for it."""
    alone = PairDivision(
        tracks=link.tracks,
        touched_pts_s=link.touched_pts_s,
        answers=link.at_fault,
        grades=link.grades,
        rule_code=link.rule_code,
        reasons=link.reasons,
    )
    striker = link.at_fault
    blows = [one for one in others if striker in one.tracks and one.at_fault != striker]
    if striker is None or not blows:
        return alone
    earlier = [one for one in blows if one.touched_pts_s.high < link.touched_pts_s.low]
    later = [one for one in blows if one.touched_pts_s.low > link.touched_pts_s.high]
    if len(earlier) + len(later) < len(blows):
        return _open(alone, _order_unknown(striker))
    if not earlier:
        return alone
    blow = earlier[-1]
    if striker not in blow.halted or blow.at_fault is None:
        return _open(alone, _push_unknown(striker))
    return _pushed(alone, striker, _who_answers(blow, before))


def _who_answers(blow: Link, before: tuple[PairDivision, ...]) -> TrackId | None:
    """Who answers for an earlier blow: not always the one that struck, which may be pushed too."""
    return next(pair.answers for pair in before if set(pair.tracks) == set(blow.tracks))


def _pushed(alone: PairDivision, pushed: TrackId, answers: TrackId | None) -> PairDivision:
    if answers is None:
        return replace(alone, answers=None, grades=())
    us, them = vehicle(pushed), vehicle(answers)
    reason = Reason(
        code="chain-pushed",
        zh=f"{us.zh}停驶或者减速时被{them.zh}方向的碰撞推向前车，{us.zh}对该次碰撞无过错",
        en=f"{us.opening_en} stood or slowed and was pushed on; {them.en} answers for it",
    )
    grades = ((answers, Grade.FULL), *((one, Grade.NONE) for one in alone.tracks if one != answers))
    return replace(alone, answers=answers, grades=grades, reasons=(reason,))


def _open(alone: PairDivision, reason: Reason) -> PairDivision:
    return replace(alone, answers=None, grades=(), reasons=(*alone.reasons, reason))


def _order_unknown(middle: TrackId) -> Reason:
    return Reason(
        code="chain-order-unknown",
        zh=f"车辆{middle}先被撞还是先撞前车，录像不能确定先后，请结合痕迹检验判断",
        en=f"Whether vehicle {middle} was struck first or struck first cannot be told from the"
        " footage; traces may tell",
    )


def _push_unknown(middle: TrackId) -> Reason:
    return Reason(
        code="chain-push-unknown",
        zh=f"车辆{middle}被撞时是否已停驶或者减速不能确定，是否系被推撞由民警判断",
        en=f"Whether vehicle {middle} had stopped or slowed when it was struck cannot be told;"
        " an officer judges whether it was pushed",
    )


def _left_open() -> Reason:
    return Reason(
        code="several-contacts",
        zh="连环碰撞中有的一对不能划分，由民警判断",
        en="One pair of the chain cannot be divided; it is for an officer to untangle",
    )


def _separately() -> Reason:
    return Reason(
        code="chain-per-pair",
        zh="各次碰撞的责任方不同，应当分别认定，或者在一份认定书中逐一说明",
        en="Different vehicles answer for different contacts: each pair is determined by itself,"
        " or one document gives the reasons pair by pair",
    )
