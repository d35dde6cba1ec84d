"""What each party says beside what the recording shows; only where both speak of one thing."""

from collections.abc import Iterator

from accident_service.casefile.analysis import MeasuredContact
from accident_service.casefile.case import Case
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.choices import DAMAGE_PARTS
from accident_service.reports.statement import Circumstance, Statement
from accident_service.web.officer.review.noticed import noticed
from accident_service.web.officer.review.numbers import Json

# What would be true of the party's vehicle if its account were; any one of them will do.
SHOWN_BY: dict[Circumstance, tuple[FactKind, ...]] = {
    Circumstance.STANDING: (FactKind.STATIONARY, FactKind.WAITING_IN_TRAFFIC),
    Circumstance.GOING_STRAIGHT: (FactKind.GOING_STRAIGHT, FactKind.MOVING_FORWARD),
    Circumstance.CHANGING_LANE: (
        FactKind.MOVED_OVER,
        FactKind.CHANGING_LANE,
        FactKind.CHANGED_LANE,
    ),
    Circumstance.TURNING_LEFT: (FactKind.TURNING_LEFT,),
    Circumstance.TURNING_RIGHT: (FactKind.TURNING_RIGHT,),
    Circumstance.REVERSING: (FactKind.REVERSING, FactKind.ROLLING_BACK),
    Circumstance.TURNING_ROUND: (FactKind.U_TURNING,),
    Circumstance.LEAVING_PARKING: (FactKind.ENTERED_ROAD,),
    Circumstance.OVERTAKING: (FactKind.OVERTAKING,),
    Circumstance.PARKED: (FactKind.STATIONARY,),
    Circumstance.ENTERING_ROAD: (FactKind.ENTERED_ROAD,),
    Circumstance.IN_ROUNDABOUT: (FactKind.CONTACT_IN_ROUNDABOUT,),
}
# What a party leaves out when it says it stood or went straight on.
DENIED_BY: dict[Circumstance, tuple[FactKind, ...]] = {
    Circumstance.STANDING: (FactKind.MOVING_FORWARD, FactKind.REVERSING, FactKind.ROLLING_BACK),
    Circumstance.PARKED: (FactKind.MOVING_FORWARD, FactKind.REVERSING, FactKind.ROLLING_BACK),
    Circumstance.GOING_STRAIGHT: (
        FactKind.MOVED_OVER,
        FactKind.CHANGING_LANE,
        FactKind.TURNING,
        FactKind.REVERSING,
        FactKind.U_TURNING,
        FactKind.STATIONARY,
    ),
}
CLAIMS: dict[Circumstance, tuple[str, str]] = {
    Circumstance.STANDING: ("称当时停着", "says it was standing"),
    Circumstance.GOING_STRAIGHT: ("称当时直行", "says it was going straight on"),
    Circumstance.CHANGING_LANE: ("称当时正在变更车道", "says it was changing lane"),
    Circumstance.TURNING_LEFT: ("称当时正在左转", "says it was turning left"),
    Circumstance.TURNING_RIGHT: ("称当时正在右转", "says it was turning right"),
    Circumstance.REVERSING: ("称当时正在倒车", "says it was reversing"),
    Circumstance.TURNING_ROUND: ("称当时正在掉头", "says it was turning round"),
    Circumstance.LEAVING_PARKING: ("称当时正驶出停车位", "says it was leaving a parking place"),
    Circumstance.OVERTAKING: ("称当时正在超车", "says it was overtaking"),
    Circumstance.PARKED: ("称当时停放着", "says it was parked"),
    Circumstance.ENTERING_ROAD: ("称当时正由路外驶入道路", "says it was entering the road"),
    Circumstance.IN_ROUNDABOUT: ("称当时在环形路口内", "says it was in a roundabout"),
}
# A finger on a small drawing is an hour off at times; three hours are another side of the car.
SAME_PART_HOURS, ANOTHER_PART_HOURS = 1, 3


def accounts_of(case: Case) -> list[Json]:
    """Claim by claim; `agrees` is null where the recording cannot tell or it is nobody's track."""
    if case.party_tracks is None or case.proposal is None:
        return []
    return [row for given in case.statements for row in _of_party(case, given)]


def _of_party(case: Case, given: Statement) -> Iterator[Json]:
    if case.party_tracks is None:
        return
    track = case.party_tracks.track_of(given.letter)
    yield _motion(case, given, track)
    contact = case.primary_analysis.contact if case.primary_analysis else None
    row = _part(given, track, contact) if contact else None
    if row is not None:
        yield row
    yield from noticed(case, given)


def _motion(case: Case, given: Statement, track: TrackId) -> Json:
    facts = [fact for fact in (case.proposal.facts if case.proposal else ()) if fact.party == track]
    for_it = _true_of(facts, SHOWN_BY[given.circumstance])
    against = _true_of(facts, DENIED_BY.get(given.circumstance, ()))
    refuted = _none_true(facts, SHOWN_BY[given.circumstance])
    agrees: bool | None = True if for_it else None
    shown = for_it
    if against is not None:
        agrees, shown = False, against
    elif for_it is None and refuted is not None:
        agrees, shown = False, refuted
    zh, en = CLAIMS[given.circumstance]
    return {
        "letter": given.letter.value,
        "about": "motion",
        "claim": {"zh": zh, "en": en},
        "video": _video(case, shown),
        "fact_kind": shown.kind.value if shown else None,
        "agrees": agrees,
    }


def _video(case: Case, shown: Fact | None) -> Json:
    if shown is None:
        return {"zh": "录像不能说明", "en": "The recording cannot tell"}
    return {
        "zh": in_party_terms_zh(shown.sentence_zh, case.party_tracks),
        "en": in_party_terms_en(shown.sentence_en, case.party_tracks),
    }


def _part(given: Statement, track: TrackId, contact: MeasuredContact) -> Json | None:
    vehicle = next((one for one in contact.vehicles if one.track == track), None)
    if vehicle is None:
        return None
    apart = abs(given.damage_clock - vehicle.contact_clock) % 12
    hours = min(apart, 12 - apart)
    agrees = True if hours <= SAME_PART_HOURS else None
    said, seen = DAMAGE_PARTS[given.damage_clock], DAMAGE_PARTS[vehicle.contact_clock]
    return {
        "letter": given.letter.value,
        "about": "part-touched",
        "claim": {"zh": f"称被碰部位为{said[0]}", "en": f"says it was touched at its {said[1]}"},
        "video": {
            "zh": f"录像显示碰撞部位为{seen[0]}",
            "en": f"The recording shows it touched at its {seen[1]}",
        },
        "fact_kind": None,
        "agrees": False if hours >= ANOTHER_PART_HOURS else agrees,
    }


def _true_of(facts: list[Fact], kinds: tuple[FactKind, ...]) -> Fact | None:
    true = [fact for kind in kinds for fact in facts if fact.kind is kind]
    return next((fact for fact in true if fact.truth is Truth.TRUE), None)


def _none_true(facts: list[Fact], kinds: tuple[FactKind, ...]) -> Fact | None:
    """The fact that tells it was not so, where all that were asked are false."""
    asked = [fact for fact in facts if fact.kind in kinds]
    return asked[0] if asked and all(fact.truth is Truth.FALSE for fact in asked) else None
