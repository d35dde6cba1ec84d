"""Draws for the parties in a child process with limits, and keeps the pictures as blobs."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from accident_service import __version__
from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.analysis_request import ChildLimits
from accident_service.adapters.analyst import MEDIA_TYPES, original_of
from accident_service.adapters.child_process import run_child
from accident_service.adapters.keep_alive import kept_alive
from accident_service.adapters.party_pictures.request import (
    COPY_NAME,
    INDEX_NAME,
    PartyPicturesRequest,
    WantedStill,
)
from accident_service.adapters.scene_documents import scene_document
from accident_service.casefile.analysis import Exhibit
from accident_service.casefile.clip_copy import DisclosedCopy, PixelCheck
from accident_service.casefile.party_picture import PartyPicture
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casework.party_pictures import ToDraw
from accident_service.casework.ports import BlobStore, Clock, ProgressSink
from accident_service.errors import BlobStoreUnavailable, CalibrationUnreliable, InvalidSite
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reports.party import PartyLetter

CHILD_COMMAND = (sys.executable, "-P", "-m", "accident_service.adapters.party_pictures.child")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildArtist:
    """A `PartyArtist` and a `CopyArtist` that trusts a clip with nothing but a child process."""

    blobs: BlobStore
    clock: Clock
    survey_of: Callable[[SiteId, CameraId], Survey]
    keep_alive_every_s: float
    limits: ChildLimits = field(default_factory=ChildLimits)

    def draw(self, wanted: ToDraw, on_progress: ProgressSink) -> tuple[PartyPicture, ...]:
        """The pictures of both parties; see the port.

        Raises:
            BlobStoreUnavailable: There was no room for the work; worth another try.
        """
        with self._drawn(wanted, on_progress, whole_clip=False) as folder:
            return self._kept(wanted, folder)

    def copied(self, wanted: ToDraw, on_progress: ProgressSink) -> DisclosedCopy:
        """The whole clip for somebody outside; see the port of `disclose_clip`.

        Raises:
            BlobStoreUnavailable: There was no room for the work; worth another try.
        """
        with self._drawn(wanted, on_progress, whole_clip=True) as folder:
            found = json.loads((folder / INDEX_NAME).read_text(encoding="utf-8"))
            return DisclosedCopy(
                blob=self.blobs.put(folder / COPY_NAME, MEDIA_TYPES[".mp4"]),
                original_sha256=wanted.clip.sha256,
                made_at=self.clock.now(),
                tool=f"accident-service {__version__}",
                check=PixelCheck(**found),
            )

    @contextmanager
    def _drawn(
        self, wanted: ToDraw, on_progress: ProgressSink, *, whole_clip: bool
    ) -> Iterator[Path]:
        """The folder a child has drawn into."""
        try:
            with (
                tempfile.TemporaryDirectory(prefix="pictures-") as name,
                self.blobs.local_path(original_of(wanted.clip)) as clip,
                kept_alive(on_progress, every_s=self.keep_alive_every_s) as progress,
            ):
                folder = Path(name)
                request = replace(self._request(wanted, clip, folder), whole_clip=whole_clip)
                path = folder / "request.json"
                path.write_text(request.to_json(), encoding="utf-8")
                command = (*CHILD_COMMAND, str(path))
                run_child(command, self.limits.wall_s, progress, folder / "reader.log")
                yield folder
        except InvalidSite as fault:
            raise CalibrationUnreliable(f"the site's files cannot be used: {fault}") from fault
        except OSError as failure:
            raise BlobStoreUnavailable(f"drawing had no room to work: {failure}") from failure

    def _request(self, wanted: ToDraw, clip: Path, folder: Path) -> PartyPicturesRequest:
        record = wanted.record
        (folder / "scene.json").write_bytes(self._scene(wanted))
        (folder / "result.json").write_bytes(self.blobs.open(record.result))
        if record.views is not None:
            (folder / "views.json").write_bytes(self.blobs.open(record.views))
        tracks = wanted.tracks
        return PartyPicturesRequest(
            clip=clip.absolute(),
            scene=folder / "scene.json",
            result=folder / "result.json",
            views=folder / "views.json" if record.views is not None else None,
            out=folder,
            tracks=(tracks.track_a, tracks.track_b) if tracks else None,
            stills=tuple(
                _still(one, tracks)
                for one in record.exhibits
                if one.kind == "still" and one.pts_s is not None
            ),
            parent_pid=os.getpid(),
            child_limits=self.limits,
        )

    def _scene(self, wanted: ToDraw) -> bytes:
        """The scene the clip was measured by; today's for files kept before scenes were."""
        if wanted.record.scene is not None:
            return self.blobs.open(wanted.record.scene)
        site = wanted.site
        survey = self.survey_of(site.id, wanted.clip.camera)
        scene = scene_document(site.name_en, survey, site.road_map, site.signals_for(wanted.clip))
        return canonical_bytes(scene)

    def _kept(self, wanted: ToDraw, folder: Path) -> tuple[PartyPicture, ...]:
        index = json.loads((folder / INDEX_NAME).read_text(encoding="utf-8"))
        drawn = []
        for entry in index:
            path = folder / entry["name"]
            exhibit = Exhibit(
                kind=entry["kind"],
                name=f"{wanted.clip.camera}-{entry['name']}",
                caption_zh=entry["caption_zh"],
                caption_en=entry["caption_en"],
                pts_s=entry["t_s"],
                blob=self.blobs.put(path, MEDIA_TYPES[path.suffix]),
            )
            drawn += [PartyPicture(PartyLetter(one), exhibit) for one in entry["letters"]]
        return tuple(drawn)


def _still(exhibit: Exhibit, tracks: PartyTracks | None) -> WantedStill:
    """The officer's still, in the words of a party."""
    return WantedStill(
        exhibit.pts_s or 0.0,
        in_party_terms_zh(exhibit.caption_zh, tracks),
        in_party_terms_en(exhibit.caption_en, tracks),
    )
