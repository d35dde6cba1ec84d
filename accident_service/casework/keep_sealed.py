"""Keep each recording in the case as soon as it is sealed, with its lines in the audit ledger.

A step that fails later, or dies, finds it again, and no sealed bytes are ever without a case.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CaseId

FETCHING = "worker:fetch-clips"


@dataclass(frozen=True, slots=True)
class KeepSealed:
    """Writes one sealed recording down, in a transaction of its own."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, clip: SealedClip) -> None:
        """Add it to what has arrived for the case; twice is once."""
        with self.ledger.transaction() as unit:
            case = unit.cases.load(case_id)
            if any(one.id == clip.id for one in case.recordings.arrived):
                return
            search = case.recordings.with_arrived(clip)
            unit.cases.save(replace(case, version=case.version + 1, recordings=search))
            note_sealed(unit, case_id, clip, self.clock.now())


def note_sealed(unit: UnitOfWork, case: CaseId, clip: SealedClip, at: datetime) -> None:
    """One line of the audit ledger for everything that was sealed, originals first."""
    came = clip.custody
    source = (("source", came.source_kind), ("asked-by", came.asked_by)) if came else ()
    for one in clip.originals:
        detail = (("sha256", one.sha256), ("sm3", one.sm3), ("bytes", str(one.size_bytes)))
        _append(unit, case, at, "seal-original", (("clip", clip.id), *detail, *source))
    if clip.is_derivative:
        detail = (("clip", clip.id), ("sha256", clip.sha256), ("sm3", clip.sm3))
        of = (("of", ",".join(clip.original_hashes)), ("by", clip.made_by))
        _append(unit, case, at, "seal-derivative", (*detail, *of))


def _append(
    unit: UnitOfWork, case: CaseId, at: datetime, verb: str, detail: tuple[tuple[str, str], ...]
) -> None:
    unit.audit.append(AuditAct(at=at, actor=FETCHING, verb=verb, case=case, detail=detail))
