"""What a party reports of a vehicle and no camera tells, as claims beside the recording."""

from collections.abc import Iterator

from accident_service.casefile.case import Case
from accident_service.liability.fact import FactKind, Truth
from accident_service.reports.observations import Observable, Observation, Whose, reported
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Statement
from accident_service.web.officer.review.numbers import Json

# What an officer finds by it, should the report be believed.
FOUND_AS: dict[Observable, tuple[FactKind, ...]] = {
    Observable.DOOR_OPEN: (FactKind.DOOR_OPENED,),
    Observable.NO_INDICATOR: (FactKind.NO_INDICATOR,),
    Observable.NO_LIGHTS: (FactKind.DROVE_UNLIT, FactKind.STANDING_UNLIT),
    Observable.USED_PHONE: (FactKind.USED_PHONE,),
    Observable.NO_WARNING: (FactKind.WITHOUT_WARNING,),
    Observable.EMERGENCY_DUTY: (FactKind.EMERGENCY_ON_DUTY,),
}
CLAIMS: dict[Observable, tuple[str, str]] = {
    Observable.DOOR_OPEN: ("车门开着或正在打开", "had a door open or opening"),
    Observable.NO_INDICATOR: ("转弯或变道未打转向灯", "did not indicate"),
    Observable.NO_LIGHTS: ("天黑未开灯", "had no lights on in the dark"),
    Observable.USED_PHONE: ("驾驶人在使用手机", "had a driver on the phone"),
    Observable.NO_WARNING: ("故障停车未设警告", "stood broken down without any warning"),
    Observable.EMERGENCY_DUTY: ("正在执行紧急任务", "was on emergency duty"),
}
ONLY_REPORTED = {
    "zh": "仅为当事人陈述，由民警判断",
    "en": "Reported only; for the officer to weigh",
}
FOUND = {"zh": "民警已认定", "en": "An officer has found it so"}


def noticed(case: Case, given: Statement) -> Iterator[Json]:
    """A row for each thing reported; it agrees once it is found, and is never refuted here."""
    for one in reported(given.observations):
        kinds = FOUND_AS[one.what]
        found = _found(case, given, one)
        yield {
            "letter": given.letter.value,
            "about": "noticed",
            "claim": _claim(one),
            "video": FOUND if found else ONLY_REPORTED,
            "fact_kind": kinds[0].value,
            "agrees": True if found else None,
        }


def _claim(one: Observation) -> Json:
    zh, en = CLAIMS[one.what]
    own = one.whose is Whose.OWN
    whose = ("本车", "its own vehicle") if own else ("对方车辆", "the other vehicle")
    return {"zh": f"称{whose[0]}{zh}", "en": f"says {whose[1]} {en}"}


def _found(case: Case, given: Statement, one: Observation) -> bool:
    if case.party_tracks is None or case.proposal is None:
        return False
    other = PartyLetter.B if given.letter is PartyLetter.A else PartyLetter.A
    letter = given.letter if one.whose is Whose.OWN else other
    track = case.party_tracks.track_of(letter)
    return any(
        fact.truth is Truth.TRUE
        for fact in case.proposal.facts
        if fact.party == track and fact.kind in FOUND_AS[one.what]
    )
