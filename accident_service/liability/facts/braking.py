"""Did a party brake before the contact, and since when?

Braking decides nothing by itself. It tells an officer who reacted and when, beside what the
parties say of it.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.phrasing import Text, seconds, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.braking import BrakeOnset, surely_unbraked

DETECTOR = "braking/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """BRAKED_BEFORE_CONTACT of each party."""
    return tuple(_braked(seen, party) for party, _ in seen.pairs)


def _braked(seen: Observation, party: TrackId) -> Fact:
    end_s = seen.before_pts_s - JOLT_S
    window = Interval(end_s - seen.thresholds.braking_window_s, end_s)
    onsets = seen.brake_onsets(party)
    last = onsets[-1] if onsets and onsets[-1].until_s >= window.low else None
    truth = Truth.UNKNOWN
    if last is not None:
        truth = Truth.TRUE
    elif surely_unbraked(seen.trajectory(party), window):
        truth = Truth.FALSE
    sentence = _sentence(party, last, truth, seen)
    return Fact(
        kind=FactKind.BRAKED_BEFORE_CONTACT,
        party=party,
        truth=truth,
        value=_before_contact(seen, last) if last else None,
        unit="s" if last else "",
        at_pts_s=last.pts_interval_s if last else window,
        evidence=(seen.pointer(party, last.pts_s if last else window.low),),
        detector=DETECTOR,
        sentence_zh=sentence.zh,
        sentence_en=sentence.en,
    )


def _before_contact(seen: Observation, onset: BrakeOnset) -> Interval:
    """How long before the contact it began: both moments are intervals."""
    contact = seen.collision.pts_interval_s
    earliest_s = max(contact.low - onset.pts_interval_s.high, 0.0)
    return Interval(earliest_s, max(contact.high - onset.pts_interval_s.low, earliest_s))


def _sentence(party: TrackId, last: BrakeOnset | None, truth: Truth, seen: Observation) -> Text:
    us, window_s = vehicle(party), seen.thresholds.braking_window_s
    if last is None and truth is Truth.FALSE:
        return Text(
            f"碰撞前{window_s:.1f}秒内{us.zh}未制动",
            f"In the {window_s:.1f} s before contact {us.en} did not brake",
        )
    if last is None:
        return Text(
            f"碰撞前{window_s:.1f}秒内{us.zh}是否制动不能确定",
            f"Whether {us.en} braked in the {window_s:.1f} s before contact cannot be told",
        )
    slowing = last.deceleration_mps2.interval
    zh = f"，减速度[{slowing.low:.1f}, {slowing.high:.1f}]米/秒²"
    en = f", by [{slowing.low:.1f}, {slowing.high:.1f}] m/s²"
    if not last.seen_to_begin:
        return Text(
            f"{us.zh}进入画面时已在制动{zh}",
            f"When first seen {us.en} was braking already{en}",
        )
    ago = seconds(_before_contact(seen, last))
    return Text(
        f"{us.zh}在碰撞前{ago.zh}开始制动{zh}",
        f"Braking of {us.en} began {ago.en} before contact{en}",
    )
