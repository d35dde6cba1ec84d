"""What the doctor looks at under these settings; nothing is made, and nothing is changed."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from accident_service.adapters.backup.back_up import finished_backups
from accident_service.adapters.backup.manifest import read_manifest
from accident_service.adapters.clip_sources.configured import SourcesFile
from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.camera_diary import SqlCameraDiary
from accident_service.adapters.database.migrate import has_schema
from accident_service.adapters.database.revisions import current_revision, newest_revision
from accident_service.adapters.doctor import cameras, ledger, papers, places, programs, queue
from accident_service.adapters.doctor.finding import Finding, Look, doubtful, looked_at, ok, wrong
from accident_service.adapters.doctor.posture import Posture, posture
from accident_service.adapters.documents import FONT_PACKAGES
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.notices.configured import configured_messenger
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_register import SiteFolders
from accident_service.environment import place_of
from accident_service.settings import FILES_IF_ANY, Settings, secret_variable
from accident_service.wiring.back_room import open_ledger, open_queue_client, personal_keys
from accident_service.wiring.blobs import evidence_can_be_kept
from accident_service.wiring.evidence import open_anchors

BACKUP_GROWS_OLD_S = 26 * 3600.0  # a day, and some time to make it


@dataclass(frozen=True)
class Doctor:
    """Looks at everything, in the order one would repair it."""

    settings: Settings
    backups: Path | None = None

    def findings(self) -> Iterator[Finding]:
        """One line after another; a look that fails is itself one."""
        for part, look, do in (
            ("version", programs.installation, ""),
            ("settings", self._settings, "see docs/operating.md"),
            ("folder", self._places, "see its rights"),
            ("keys", self._keys, "restore them from a backup"),
            ("codecs", programs.codecs, programs.AGAIN),
            ("fonts", lambda: programs.fonts(FONT_PACKAGES), programs.AGAIN),
            ("certificate", self._certificates, "see ACCIDENT_SERVICE_UNIT_CERTIFICATE"),
            ("door", self._door, "is the proxy running, and reachable from here?"),
            ("evidence", self._evidence, "is the store there, and are its credentials right?"),
            ("queue", self._queue, "is it running? " + queue.RUNNING),
            ("sources", self._sources, "accident-service source check FILE"),
            ("sites", self._sites, "accident-service site check FOLDER"),
            ("backup", self._backup, "accident-service backup FOLDER"),
        ):
            yield from looked_at(part, look, do)
        for part, look in (("ledger", self._ledger), ("ledger", self._inside)):
            yield from looked_at(part, look, "is the database running?")

    def _settings(self) -> Iterator[Finding]:
        told = self.settings
        yield from posture(
            Posture(
                public_url=told.public_url,
                host=told.host,
                secure_cookies=told.secure_cookies,
                demo=told.demo,
                messages_go_out=told.messenger is not None,
                trusted_proxies=told.trusted_proxies,
            )
        )
        named = ((name, getattr(told, name)) for name in FILES_IF_ANY)
        yield from places.settings_files([(name, path) for name, path in named if path])
        if told.messenger is not None:
            configured_messenger(told.messenger)

    def _places(self) -> Iterator[Finding]:
        told = self.settings
        written = {"data": told.data_dir, "arrivals": told.arrival_folder}
        if not told.blob_store:
            written["evidence"] = told.blob_folder
        yield from places.folders(written)
        yield from places.room(written)
        yield from programs.lasting(told.data_dir)

    def _keys(self) -> Iterator[Finding]:
        yield from places.read_by_us_alone(self.settings.key_folder)
        today = SystemClock().now().date()
        yield from papers.personal_keys(personal_keys(self.settings), today)

    def _certificates(self) -> Iterator[Finding]:
        named = self.settings.unit_certificate
        path = named or self.settings.key_folder / "unit-certificate.pem"
        yield from papers.certificates(path, SystemClock().now(), self_made=named is None)

    def _door(self) -> Iterator[Finding]:
        return papers.of_the_door(self.settings.public_url, SystemClock().now())

    def _evidence(self) -> Iterator[Finding]:
        yield ok("evidence", evidence_can_be_kept(self.settings))

    def _queue(self) -> Iterator[Finding]:
        told, client = self.settings, open_queue_client(self.settings)
        where = "its socket" if told.queue_is_embedded else place_of(told.redis_url)
        yield from queue.queue(client, where, embedded=told.queue_is_embedded)
        yield from queue.workers(RqJobQueue(client), dict(told.workers))

    def _sources(self) -> Iterator[Finding]:
        told = self.settings
        if told.sources is not None:
            yield from cameras.sources(SourcesFile(told.sources, secret_variable, SystemClock()))
        else:
            yield from cameras.folders(told.recordings)

    def _sites(self) -> Iterator[Finding]:
        yield from cameras.sites(self._register)

    @cached_property  # two looks at hundreds of maps, which it reads once
    def _register(self) -> SiteFolders:
        return SiteFolders(self.settings.sites_dir, load_site)

    def _backup(self) -> Iterator[Finding]:
        if self.backups is None:
            yield doubtful("backup", "not looked at", "doctor --backups FOLDER")
            return
        found = finished_backups(self.backups)
        if not found:
            yield wrong("backup", f"none in {self.backups}", "accident-service backup FOLDER")
            return
        age_s = (SystemClock().now() - read_manifest(found[-1]).made_at).total_seconds()
        told = f"{len(found)} in {self.backups}, the newest {age_s / 3600:.0f} h old"
        if age_s > BACKUP_GROWS_OLD_S:
            yield wrong("backup", told, "does the timer that makes them still run?")
        else:
            yield ok("backup", told)

    def _ledger(self) -> Iterator[Finding]:
        url = self.settings.ledger_url
        if not has_schema(url):
            yield doubtful("ledger", "there is none yet", "accident-service up makes it")
            return
        with closing(open_ledger(self.settings).engines) as engines:
            yield from ledger.ledger(engines, url, current_revision(url))

    def _inside(self) -> Iterator[Finding]:
        """What only a ledger of this version can tell."""
        url = self.settings.ledger_url
        if not has_schema(url) or current_revision(url) != newest_revision():
            return
        kept, anchors = open_ledger(self.settings), open_anchors(self.settings)
        engines, clock = kept.engines, kept.clock
        outside = anchors.witness is not None or anchors.time_stamper is not None
        looks: tuple[tuple[str, Look], ...] = (
            ("clock", lambda: ledger.time_of(engines, clock)),
            ("steps", lambda: ledger.bells(engines, clock)),
            ("heads", lambda: ledger.heads(engines, clock, anchors.every_s, outside=outside)),
            (
                "cameras",
                lambda: cameras.health(self._register, SqlCameraDiary(engines), clock.now()),
            ),
        )
        with closing(engines):
            for part, look in looks:
                yield from looked_at(part, look, "see the service's log")
