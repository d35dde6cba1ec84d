"""The course of the accident in one sentence of plain official Chinese, and one of English.

Whose vehicle went which way on which road doing what, and what of it met what of the other.
Whatever is not certain is left out; who is to blame is not said here.
"""

from dataclasses import dataclass

from accident_service.casefile.accident_form import ZONE_OF_HOUR, Zone, accident_form
from accident_service.casefile.analysis import MeasuredVehicle
from accident_service.casefile.case import Case
from accident_service.casefile.compass import NOT_TOLD as NO_DIRECTION
from accident_service.casefile.compass import direction_in_words
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.manoeuvre import (
    DRIVEN,
    FROM_THE_LEFT,
    FROM_THE_RIGHT,
    ONCOMING,
    PARKED,
    Manner,
    Manoeuvre,
    Relation,
    manoeuvre_of,
    relation_of,
)
from accident_service.casefile.measured_wording import Sentence, part_in_words
from accident_service.casefile.party_terms import PARTY_EN, PARTY_ZH
from accident_service.liability.proposal import LiabilityProposal
from accident_service.reports.choices import VEHICLE_CLASSES, in_words
from accident_service.reports.party import PartyLetter

ROADS_BESIDE = (FROM_THE_LEFT.zh, FROM_THE_RIGHT.zh)
TURNS = ("转弯", "掉头")


@dataclass(frozen=True, slots=True)
class Driven:
    """One party's vehicle on its way."""

    letter: PartyLetter
    kind: tuple[str, str]
    measured: MeasuredVehicle
    manoeuvre: Manoeuvre

    @property
    def direction(self) -> Sentence:
        """Which way it went; empty for what stood, and where that is not certain."""
        way = self.measured.way
        if way is None or self.manoeuvre.manner is Manner.STANDING:
            return NO_DIRECTION
        return direction_in_words(way.bearing_rad.interval)

    @property
    def zone(self) -> Zone:
        """The side it was touched on."""
        return ZONE_OF_HOUR[self.measured.contact_clock]

    @property
    def backwards(self) -> bool:
        """Was it going backwards?"""
        return self.manoeuvre.manner is Manner.BACKWARDS


def course_in_words(case: Case, place: Sentence) -> Sentence:
    """The course, without a full stop; empty where the file does not carry one.

    It takes a measured contact whose vehicles are the parties', and an officer who confirmed
    the proposal with its facts: of an amended one nobody knows which facts stand.
    """
    decision, proposal = case.decision, case.proposal
    confirmed = decision is not None and decision.kind is DecisionKind.CONFIRM
    both = _driven(case) if confirmed else ()
    if proposal is None or len(both) != len(PartyLetter):
        return Sentence("", "")
    first, other = _ordered(both, proposal)
    relation = relation_of(proposal.facts, first.measured.track, other.measured.track)
    form_zh, form_en = _form(first, other)
    parts = [part_in_words(one.measured.contact_clock) for one in (first, other)]
    return Sentence(
        f"{_first_zh(first, place)}，{parts[0].zh}与{_other_zh(other, relation)}{parts[1].zh}"
        f"发生{form_zh}",
        f"{_first_en(first, place)} when its {parts[0].en} met the {parts[1].en} of"
        f" {_other_en(other, relation)} ({form_en})",
    )


def _driven(case: Case) -> tuple[Driven, ...]:
    analysis, tracks, proposal = case.primary_analysis, case.party_tracks, case.proposal
    if analysis is None or analysis.contact is None or tracks is None or proposal is None:
        return ()
    measured = {vehicle.track: vehicle for vehicle in analysis.contact.vehicles}
    return tuple(
        Driven(
            party.letter,
            in_words(VEHICLE_CLASSES, party.vehicle.vehicle_class),
            measured[track],
            manoeuvre_of(proposal.facts, track),
        )
        for party in case.parties
        if (track := tracks.track_of(party.letter)) in measured
    )


def _ordered(both: tuple[Driven, ...], proposal: LiabilityProposal) -> tuple[Driven, Driven]:
    """Whom the sentence begins with: who went backwards, whose front struck, who broke a rule."""
    one, two = both
    at_fault = {finding.at_fault for finding in proposal.findings}
    for begins in (
        lambda driven: driven.backwards,
        lambda driven: driven.zone is Zone.FRONT,
        lambda driven: driven.measured.track in at_fault,
    ):
        if begins(one) != begins(two):
            return (one, two) if begins(one) else (two, one)
    return one, two


def _form(first: Driven, other: Driven) -> tuple[str, str]:
    """How they met; "front-to-rear" (追尾) is said of nobody who was struck by reversing."""
    if first.backwards or other.backwards:
        return "碰撞", "collision"
    return accident_form((first.measured.contact_clock, other.measured.contact_clock))


def _road(driven: Driven) -> Sentence:
    way = driven.measured.way
    if way is None or not way.road_zh or driven.manoeuvre.manner is Manner.STANDING:
        return Sentence("", "")
    return Sentence(f"沿{way.road_zh}", f" along {way.road_en}")


def _first_zh(driven: Driven, place: Sentence) -> str:
    doing, road = driven.manoeuvre, _road(driven).zh
    who = f"{PARTY_ZH[driven.letter]}驾驶{driven.kind[0]}"
    way = f"{road}{driven.direction.zh}"
    if doing.manner is Manner.ALONG:
        return f"{who}{way}{doing.zh}至{place.zh}时"
    if doing.manner is Manner.THERE:
        return f"{who}{way}行驶至{place.zh}，{doing.zh}时"
    return f"{who}在{place.zh}{driven.direction.zh}{doing.zh}时"


def _first_en(driven: Driven, place: Sentence) -> str:
    doing = driven.manoeuvre
    way = f"{_road(driven).en}{_spaced(driven.direction.en)}"
    who = f"{PARTY_EN[driven.letter]} ({driven.kind[1]})"
    if doing is DRIVEN and not way:
        return f"{who} had come to {place.en}"
    if doing.manner is Manner.ALONG:
        return f"{who}, {doing.en}{way}, had come to {place.en}"
    if doing.manner is Manner.THERE and way:
        return f"{who}, coming{way}, was {doing.en} at {place.en}"
    return f"{who} was {doing.en}{way} at {place.en}"


def _other_zh(driven: Driven, relation: Relation) -> str:
    whose, doing = PARTY_ZH[driven.letter], driven.manoeuvre
    direction = "" if relation.same_way else driven.direction.zh
    if doing is PARKED:
        return f"{whose}停放的{driven.kind[0]}"
    beside = "" if direction and relation is not ONCOMING else relation.zh
    where = f"{beside}{direction}"
    if doing is DRIVEN and not where:
        return f"{whose}驾驶的{driven.kind[0]}"
    if where in ROADS_BESIDE:
        return f"{where}驶来的{whose}驾驶的{driven.kind[0]}"
    # 由北向南左转弯 would say that the turn itself led from north to south.
    driving = "行驶" if direction and doing.zh.endswith(TURNS) else ""
    return f"{where}{driving}{doing.zh.removesuffix('后')}的{whose}驾驶的{driven.kind[0]}"


def _other_en(driven: Driven, relation: Relation) -> str:
    direction = "" if relation.same_way else _spaced(driven.direction.en)
    where = _spaced(relation.en)
    if direction and driven.manoeuvre.zh.endswith(TURNS):
        did = f"came{direction} and was {driven.manoeuvre.en}"
    else:
        did = f"was {driven.manoeuvre.en}{direction}"
    return (
        f"{PARTY_EN[driven.letter]}'s {driven.kind[1]}, which {did}"
        f"{',' if direction and where else ''}{where}"
    )


def _spaced(words: str) -> str:
    return f" {words}" if words else ""
