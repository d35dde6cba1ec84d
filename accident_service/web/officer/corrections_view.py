"""Corrections for the officer's eye: what is in force, what it changed, what one may say."""

from collections.abc import Iterable
from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.correct import proposal_of_machine, tracks_in_contact
from accident_service.casefile.correction import (
    Correction,
    Withdrawn,
    told,
    withdrawn_numbers,
)
from accident_service.casefile.correction_wording import correction_in_words
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.casework.ports import Site
from accident_service.errors import NotFound
from accident_service.liability.fact import FactKind
from accident_service.liability.fact_words import FACT_WORDS
from accident_service.liability.facts.reported import TO_BE_REPORTED
from accident_service.liability.facts.wheels import LINE_NAMES
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.identifiers import TrackId
from accident_service.web.language import spoken
from accident_service.web.officer.correction_form import CorrectionForm
from accident_service.web.service import casework

ONLY_TOLD = (FactKind.DOOR_OPENED, *TO_BE_REPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One entry of the list; `undo` is the number to withdraw to turn it round, if any."""

    correction: Correction
    words: Sentence
    in_force: bool
    undo: int | None
    by_party: bool  # its vehicles can be told by party


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """Everything the section shows."""

    form: CorrectionForm
    entries: tuple[Entered, ...]
    machine: LiabilityProposal | None
    changed: bool  # does what stands rest on a correction?
    pending: bool
    open: bool  # may this case be corrected now?
    tracks: tuple[TrackId, ...]
    approaches: tuple[str, ...]
    lanes: tuple[str, ...]

    @property
    def approach_choices(self) -> tuple[tuple[str, str], ...]:
        """The approaches by name."""
        return tuple((name, name) for name in self.approaches)

    @property
    def lane_choices(self) -> tuple[tuple[str, str], ...]:
        """The lanes by name."""
        return tuple((name, name) for name in self.lanes)

    def fact_groups(self, case: Case) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The kinds of fact to choose from: "finding", "person", "other", each in its order."""
        relied_on = [
            fact.kind
            for finding in (case.proposal.findings if case.proposal else ())
            for fact in finding.relied_on
        ]
        first = dict.fromkeys(relied_on)
        person = [kind for kind in ONLY_TOLD if kind not in first]
        rest = [kind for kind in FactKind if kind not in first and kind not in ONLY_TOLD]
        return (("finding", _named(first)), ("person", _named(person)), ("other", _named(rest)))


def corrections_view(case: Case, form: CorrectionForm) -> CorrectionsView:
    """The corrections of a case, and what may be corrected in it."""
    site = _site(case)
    lines = site.road_map.stop_lines if site else ()
    return CorrectionsView(
        form=form,
        entries=_entries(case.corrections),
        machine=proposal_of_machine(case),
        changed=bool(told(case.corrections)),
        pending=case.proposal is not None and case.proposal.firmness_pending,
        open=case.stage in AWAITING_OFFICER and case.primary_analysis is not None,
        tracks=tracks_in_contact(case),
        approaches=tuple(sorted({line.approach for line in lines})),
        lanes=tuple(lane.id for lane in site.road_map.lanes if lane.is_painted) if site else (),
    )


def line_choices() -> tuple[tuple[str, str], ...]:
    """The kinds of line, in words."""
    return tuple((kind.value, spoken(words.zh, words.en)) for kind, words in LINE_NAMES.items())


def fact_name(kind: FactKind) -> str:
    """A kind of fact in a few words."""
    words = FACT_WORDS[kind]
    return spoken(words.zh, words.en)


def _entries(corrections: tuple[Correction, ...]) -> tuple[Entered, ...]:
    """Every entry but the withdrawals, which show on what they withdraw; newest first."""
    withdrawn = withdrawn_numbers(corrections)
    undone_by = {
        one.act.number: one.number
        for one in corrections
        if isinstance(one.act, Withdrawn) and one.number not in withdrawn
    }
    return tuple(
        Entered(
            correction=one,
            words=correction_in_words(one),
            in_force=one.number not in withdrawn,
            undo=undone_by.get(one.number, one.number),
            by_party=one.act.what != "parties",
        )
        for one in reversed(corrections)
        if not isinstance(one.act, Withdrawn)
    )


def _named(kinds: Iterable[FactKind]) -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, fact_name(kind)) for kind in kinds)


def _site(case: Case) -> Site | None:
    if case.site is None:
        return None
    try:
        return casework().sites.site(case.site)
    except NotFound:
        return None
