"""Parties are matched to vehicles where the accounts allow one way only; a tie stays open."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accident_service.casefile.analysis import MeasuredContact
from accident_service.casefile.party_tracks import PartyTracks, match_parties
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Statement
from tests.fakes import examples, measured

hours = st.integers(1, 12)


def contact(first_clock: int, second_clock: int) -> MeasuredContact:
    """V1 touched at the first hour, V2 at the second."""
    touched = measured.measured_contact()
    first, second = touched.vehicles
    vehicles = (
        replace(first, contact_clock=first_clock),
        replace(second, contact_clock=second_clock),
    )
    return replace(touched, vehicles=vehicles)


def said(letter: PartyLetter, damage_clock: int) -> Statement:
    return replace(examples.statement_a(), letter=letter, damage_clock=damage_clock)


def accounts(a: int, b: int) -> tuple[Statement, Statement]:
    return said(PartyLetter.A, a), said(PartyLetter.B, b)


def tracks(a: str, b: str) -> PartyTracks:
    return PartyTracks(track_a=TrackId(a), track_b=TrackId(b), matched_by="statements")


@pytest.mark.parametrize(
    ("measured_hours", "statements", "matched"),
    [
        ((6, 12), accounts(6, 12), tracks("V1", "V2")),
        ((6, 12), accounts(12, 6), tracks("V2", "V1")),
        ((6, 12), accounts(5, 1), tracks("V1", "V2")),  # an hour off on the drawing
        ((12, 6), accounts(11, 6), tracks("V1", "V2")),  # 11 is an hour from 12, not eleven
        ((6, 12), (said(PartyLetter.A, 6),), tracks("V1", "V2")),  # the other falls to B
        ((6, 12), (said(PartyLetter.B, 6),), tracks("V2", "V1")),
    ],
)
def test_accounts_that_fit_one_way_are_matched(
    measured_hours: tuple[int, int], statements: tuple[Statement, ...], matched: PartyTracks
) -> None:
    assert match_parties(contact(*measured_hours), statements) == matched


@pytest.mark.parametrize(
    ("measured_hours", "statements"),
    [
        ((12, 12), accounts(12, 12)),  # head-on: both were struck in front
        ((6, 12), accounts(6, 6)),  # both say they were struck behind
        ((6, 12), accounts(9, 3)),  # neither account fits what was measured
        ((1, 11), accounts(12, 12)),  # both ways fit equally well
        ((6, 8), (said(PartyLetter.A, 7),)),  # one account, half-way between
        ((6, 12), (said(PartyLetter.A, 9),)),  # one account that fits neither
        ((6, 12), ()),
    ],
)
def test_where_it_stays_open_nobody_is_matched(
    measured_hours: tuple[int, int], statements: tuple[Statement, ...]
) -> None:
    assert match_parties(contact(*measured_hours), statements) is None


@settings(deadline=None)  # a busy machine is no failure
@given(first=hours, second=hours, a=hours, b=hours)
def test_naming_the_vehicles_the_other_way_round_changes_nothing(
    first: int, second: int, a: int, b: int
) -> None:
    matched = match_parties(contact(first, second), accounts(a, b))
    there = contact(first, second)
    turned = replace(there, vehicles=(there.vehicles[1], there.vehicles[0]))
    assert match_parties(turned, accounts(a, b)) == matched


@settings(deadline=None)  # a busy machine is no failure
@given(first=hours, second=hours, a=hours, b=hours)
def test_swapping_the_accounts_swaps_the_match(first: int, second: int, a: int, b: int) -> None:
    matched = match_parties(contact(first, second), accounts(a, b))
    swapped = match_parties(contact(first, second), accounts(b, a))
    if matched is None:
        assert swapped is None
    else:
        assert swapped == tracks(matched.track_b, matched.track_a)


@settings(deadline=None)  # a busy machine is no failure
@given(first=hours, a=hours, b=hours)
def test_vehicles_touched_alike_are_never_told_apart(first: int, a: int, b: int) -> None:
    assert match_parties(contact(first, first), accounts(a, b)) is None


def test_a_match_reads_both_ways() -> None:
    matched = tracks("V1", "V2")
    assert matched.track_of(PartyLetter.A) == "V1"
    assert matched.track_of(PartyLetter.B) == "V2"
    assert matched.party_of(TrackId("V2")) is PartyLetter.B
    assert matched.party_of(TrackId("V9")) is None
