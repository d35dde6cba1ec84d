"""Recordings in an S3-compatible store, named by a pattern; see `name_pattern`.

    kind = "s3"
    url = "https://store.lan:9000"
    bucket = "recordings"
    key = "accident-service"                # the access key's id; without one, nothing is signed
    secret = "env:RECORDINGS_SECRET"
    pattern = "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4"
    length_s = 60

`region` (us-east-1), `prefix` within the bucket, `zone`, `path_style` (true) may be set. Objects
are listed by obstore and signed by it; they are brought by our own transfer, which goes on where
it broke off.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.named_folder import demand_plain_name
from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.shelf import CameraTime, Recorded, ShelfSource
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import WebSite, meaning, site_at
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

SIGNED_FOR = timedelta(hours=1)
LISTED_WITHIN = "30s"
_STATUS = re.compile(r"status code: (\d{3})")
_ODD = re.compile(r"[^A-Za-z0-9._/-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One bucket of recordings, and what opens it."""

    site: WebSite
    name: str
    region: str
    prefix: str  # empty, or ending with a stroke
    path_style: bool
    key: str
    secret: Secret | None
    pattern: NamePattern
    clock: Clock

    def source(self, camera: Camera) -> ShelfSource:
        """Where to ask for one camera's recordings."""
        return ShelfSource(
            shelf=_Objects(self, camera.source_key),
            time=CameraTime(self.clock, camera),
            kind=KIND.name,
            address=f"{self.site.base}/{self.name}/{self.prefix}",
            precision_s=self.pattern.precision_s,
        )

    def opened(self) -> S3Store:
        """The store, its address looked at once more; nothing is connected to yet.

        Raises:
            AddressRefused: The name leads somewhere that is not allowed.
            InvalidSettings: The secret is not where it is said to be.
            OutsideWorldFailed: The name is not known.
        """
        target = self.site.target("/")
        self.site.reach.addresses(target)
        options: dict[str, Any] = {
            "endpoint": self._endpoint(),
            "region": self.region,
            "virtual_hosted_style_request": not self.path_style,
            "client_options": {"allow_http": target.scheme == "http", "timeout": LISTED_WITHIN},
            "retry_config": {"max_retries": 1},
        }
        if self.secret is None:
            return S3Store(self.name, skip_signature=True, **options)
        secret = self.secret.reveal()
        return S3Store(self.name, access_key_id=self.key, secret_access_key=secret, **options)

    def path_of(self, store: S3Store, key: str) -> str:
        """The path and query that fetch an object, signed where there is a key."""
        if self.secret is None:
            return f"/{self.name}/{key}"
        return obstore.sign(store, "GET", key, SIGNED_FOR).removeprefix(self.site.base)

    def _endpoint(self) -> str:
        scheme, _, host = self.site.base.partition("://")
        return self.site.base if self.path_style else f"{scheme}://{self.name}.{host}"


@dataclass(slots=True)
class _Objects:
    """A `Shelf` of one camera's objects; the store is opened once a fetch."""

    bucket: Bucket
    camera: str
    _store: S3Store | None = None

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The objects in the folders of that time."""
        demand_plain_name(self.camera)
        pattern, prefix = self.bucket.pattern, self.bucket.prefix
        for folder in pattern.folders(self.camera, wanted):
            for key in self._keys(f"{prefix}{folder}/" if folder else prefix):
                if span := pattern.span(key.removeprefix(prefix), self.camera):
                    yield Recorded(key, span)

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> TimeWindow:
        """Fetch the object whole."""
        path = self.bucket.path_of(self._opened(), one.name)
        self.bucket.site.bring(path, (), into, on_progress)
        return one.span

    def _keys(self, prefix: str) -> Iterator[str]:
        try:
            for page in obstore.list(self._opened(), _listable(prefix) or None):
                yield from (key for one in page if (key := str(one["path"])).startswith(prefix))
        except BaseError as failure:
            status = _STATUS.search(str(failure))  # its own words hold the whole request
            host = self.bucket.site.host
            if status is None:
                name = type(failure).__name__
                raise ClipSourceUnavailable(f"{host} does not list objects ({name})") from failure
            raise meaning(host, int(status[1])) from failure

    def _opened(self) -> S3Store:
        if self._store is None:
            self._store = self.bucket.opened()
        return self._store


def _listable(prefix: str) -> str:
    """The part of a prefix that every store understands alike: some read + as itself, some not."""
    return prefix[: match.start()].rpartition("/")[0] if (match := _ODD.search(prefix)) else prefix


def _read(table: SourceTable) -> Bucket:
    prefix, secret = table.text("prefix", "").strip("/"), table.secret_if_any("secret")
    if (secret is None) == table.fields.has("key"):
        raise table.fields.refuse("key", "the key's id, together with its `secret`")
    return Bucket(
        site=site_at(table, table.text("url")),
        name=table.text("bucket"),
        region=table.text("region", "us-east-1"),
        prefix=f"{prefix}/" if prefix else "",
        path_style=table.fields.truth("path_style") is not False,
        key=table.text("key", ""),
        secret=secret,
        pattern=table.pattern(),
        clock=table.around.clock,
    )


KIND = SourceKind(
    "s3",
    frozenset(
        {"url", "bucket", "region", "prefix", "path_style", "key", "secret"}
        | {"pattern", "zone", "length_s", "ca"}
    ),
    _read,
)
