"""Copies of recordings for outside: asked for, made by a worker, handed out; all on record."""

from dataclasses import dataclass, replace
from typing import Protocol

from accident_service.casefile.ask_copy import DisclosureWish, ended, made, waiting, wished
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.clip_copy import DisclosedCopy, Disclosure
from accident_service.casefile.decision import Officer
from accident_service.casework.party_pictures import ToDraw
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    Ledger,
    ProgressSink,
    SiteRegister,
    Step,
    UnitOfWork,
)
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import EvidenceInsufficient, NoFootage
from accident_service.quantities.identifiers import CaseId


class CopyArtist(Protocol):
    """Makes the copy: the parties' vehicles as recorded, everything else in cells."""

    def copied(self, wanted: ToDraw, on_progress: ProgressSink) -> DisclosedCopy:
        """The finished file, looked at a second time, and kept as a blob.

        Raises:
            EvidenceInsufficient: The recording cannot be read, or the second look still found
                something in it; no copy is kept.
        """
        ...


@dataclass(frozen=True, slots=True)
class AskForCopy:
    """An officer asks for a copy, saying for whom and why."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, wish: DisclosureWish, officer: Officer) -> Case:
        """The case with the copy asked for; the worker's step is asked for with it.

        Raises:
            StepOutOfOrder, NotFound, InvalidDecision: See `wished`.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            before = work.cases.load(case_id)
            case = wished(before, wish, officer, at)
            if case is before:
                return case
            work.cases.save(case)
            work.steps.request(case_id, Step.DISCLOSE)
            asked = case.disclosures[-1]
            work.audit.append(
                AuditAct(
                    at=at,
                    actor=f"officer:{officer.id}",
                    verb="ask-disclosure",
                    case=case_id,
                    detail=(
                        ("number", str(asked.number)),
                        ("clip", asked.clip),
                        ("recipient", asked.recipient),
                        ("purpose", asked.purpose),
                    ),
                )
            )
        return case


@dataclass(frozen=True, slots=True)
class MakeCopies:
    """The worker's step: make every copy that waits, or say why one cannot be made."""

    sites: SiteRegister
    artist: CopyArtist
    clock: Clock

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its copies; a copy that cannot be made sends no case back."""
        results = tuple(self._ended(case, one, on_progress) for one in waiting(case))

        def change(unit: UnitOfWork, current: Case) -> Case:
            for one in results:
                unit.audit.append(self._act(case.id, one))
            after = ended(current, results)
            if waiting(after):  # asked for while these were being made, when the step was running
                unit.steps.request(case.id, Step.DISCLOSE)
            return after

        return change

    def _ended(self, case: Case, asked: Disclosure, on_progress: ProgressSink) -> Disclosure:
        try:
            return replace(asked, copy=self.artist.copied(self._wanted(case, asked), on_progress))
        except EvidenceInsufficient as gap:
            return replace(asked, refusal=gap.code)

    def _wanted(self, case: Case, asked: Disclosure) -> ToDraw:
        clip = next(one for one in case.clips if one.id == asked.clip)
        record = next((one for one in case.analyses if one.clip == asked.clip), None)
        if record is None or case.site is None:
            raise NoFootage(f"recording {asked.clip} was not analysed; nobody in it is known")
        return ToDraw(
            clip=clip, site=self.sites.site(case.site), record=record, tracks=case.party_tracks
        )

    def _act(self, case_id: CaseId, one: Disclosure) -> AuditAct:
        detail: tuple[tuple[str, str], ...] = (("number", str(one.number)),)
        if one.copy is None:
            detail = (*detail, ("refusal", one.refusal))
        else:
            detail = (
                *detail,
                ("original", one.copy.original_sha256),
                ("sha256", one.copy.blob.sha256),
                ("tool", one.copy.tool),
            )
        return AuditAct(
            at=self.clock.now(),
            actor=f"worker:{Step.DISCLOSE}",
            verb="make-disclosure" if one.copy else "refuse-disclosure",
            case=case_id,
            detail=detail,
        )


@dataclass(frozen=True, slots=True)
class HandOutCopy:
    """Hand a finished copy to the officer who passes it on; logged first."""

    ledger: Ledger
    blobs: BlobStore
    clock: Clock

    def __call__(self, case_id: CaseId, number: int, officer: Officer) -> tuple[bytes, str]:
        """The copy's bytes and media type.

        Raises:
            NotFound: There is no such copy, or it is not made.
            CustodyBroken: The stored bytes have changed.
        """
        with self.ledger.transaction() as work:
            copy = made(work.cases.load(case_id), number)
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"officer:{officer.id}",
                    verb="download-disclosure",
                    case=case_id,
                    detail=(("number", str(number)), ("sha256", copy.blob.sha256)),
                )
            )
        return self.blobs.open(copy.blob), copy.blob.media_type
