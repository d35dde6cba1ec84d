"""Step 6: once a document is issued, draw what the parties get to see; and show it to them.

Drawing comes after the signature, because until then no party sees a picture, and most of a
clip's analyses never lead to one.
"""

from dataclasses import dataclass
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.party_picture import PartyPicture, drawn_for
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casework.ports import (
    BlobStore,
    Clock,
    Ledger,
    ProgressSink,
    Site,
    SiteRegister,
)
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import EvidenceInsufficient, NotFound
from accident_service.footage.clip import SealedClip
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDraw:
    """One analysed clip, its place, and whose vehicle is whose where that is known."""

    clip: SealedClip
    site: Site
    record: AnalysisRecord
    tracks: PartyTracks | None


class PartyArtist(Protocol):
    """Draws a clip for both parties: everybody but the own vehicle unrecognisable in the pixels."""

    def draw(self, wanted: ToDraw, on_progress: ProgressSink) -> tuple[PartyPicture, ...]:
        """The pictures of both parties, kept as blobs; none where no contact was measured.

        Raises:
            EvidenceInsufficient: The clip or the camera's survey cannot be used any more.
        """
        ...


@dataclass(frozen=True, slots=True)
class MakePartyPictures:
    """Draw the analysis the document rests on, for both parties."""

    sites: SiteRegister
    artist: PartyArtist

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its parties' pictures; without them where they cannot be made.

        The document stands either way, so that nothing here sends a case back.
        """
        try:
            pictures = self._drawn(case, on_progress)
        except EvidenceInsufficient:
            pictures = ()
        return lambda _unit, current: current.with_party_pictures(pictures)

    def _drawn(self, case: Case, on_progress: ProgressSink) -> tuple[PartyPicture, ...]:
        record = case.primary_analysis
        clip = next((one for one in case.clips if record and one.id == record.clip), None)
        if record is None or record.contact is None or clip is None or case.site is None:
            return ()
        site = self.sites.site(case.site)
        wanted = ToDraw(clip=clip, site=site, record=record, tracks=case.party_tracks)
        return self.artist.draw(wanted, on_progress)


@dataclass(frozen=True, slots=True)
class ViewPartyPicture:
    """Hand out a picture to the party it was made for; the view is logged first."""

    ledger: Ledger
    blobs: BlobStore
    clock: Clock

    def __call__(self, case: Case, letter: PartyLetter, name: str) -> tuple[bytes, str]:
        """The picture's bytes and media type.

        Raises:
            NotFound: No such picture was made for this party, whatever the other's are called.
            CustodyBroken: The stored bytes have changed.
        """
        found = next(
            (one for one in drawn_for(letter, case.party_pictures) if one.name == name), None
        )
        if found is None:
            raise NotFound(f"case {case.tracking_code} has no picture {name!r} for {letter}")
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"driver:{letter}",
                    verb="view-party-picture",
                    case=case.id,
                    detail=(("name", name), ("sha256", found.blob.sha256)),
                )
            )
        return self.blobs.open(found.blob), found.blob.media_type
