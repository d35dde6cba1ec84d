"""Recordings in an S3-compatible store, named by a pattern as told above.

    kind = "s3"
    url = "https://store.lan:9000"
    bucket = "recordings"
    key = "accident-service"                # the access key's id; without one, nothing is signed
    secret = "env:RECORDINGS_SECRET"
    pattern = "{camera}/{date:%Y-%m-%d}/{hour:%H}/{start:%M.%S}.mp4"
    length_s = 60

`region` (us-east-1), `prefix` within the bucket, `zone`, `ca` and `path_style` (true) may be set.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.named_folder import demand_plain_name
from accident_service.adapters.clip_sources.s3_signing import (
    SigningKey,
    object_path,
    query_of,
    signed,
)
from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.shelf import (
    CameraTime,
    Recorded,
    ShelfSource,
    Stretches,
)
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import WebSite, meaning, site_at
from accident_service.adapters.outgoing.download import OK
from accident_service.adapters.outgoing.exchange import Ask
from accident_service.casework.ports import Clock
from accident_service.casework.source_ports import Progress
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import Camera
from accident_service.quantities.clocks import TimeWindow

# More pages of a thousand names than any camera fills in an hour.
MOST_PAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One bucket of recordings, and what opens it."""

    site: WebSite
    name: str  # in the path; empty where it stands in the host's name
    region: str
    prefix: str  # empty, or ending with a stroke
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
            address=self.site.base + object_path(self.name, self.prefix),
            precision_s=self.pattern.precision_s,
        )

    def address(self, key: str, **fields: str) -> str:
        """Path and query that fetch an object, or ask the bucket; signed where there is a key.

        Raises:
            InvalidSettings: The secret is not where it is said to be.
        """
        path = object_path(self.name, key)
        if self.secret is None:
            return f"{path}?{query_of(fields)}" if fields else path
        by = SigningKey(key=self.key, secret=self.secret.reveal(), region=self.region)
        return signed(path, fields, host=self.site.host, by=by, at=self.clock.now())


@dataclass(frozen=True, slots=True)
class _Objects:
    """A `Shelf` of one camera's objects."""

    bucket: Bucket
    camera: str

    def recorded(self, wanted: TimeWindow) -> Iterable[Recorded]:
        """The objects in the folders of that time."""
        demand_plain_name(self.camera)
        pattern, prefix = self.bucket.pattern, self.bucket.prefix
        for folder in pattern.folders(self.camera, wanted):
            for key in self._keys(f"{prefix}{folder}/" if folder else prefix):
                if span := pattern.span(key.removeprefix(prefix), self.camera):
                    yield Recorded(key, span)

    def bring(self, one: Recorded, into: Path, on_progress: Progress) -> Stretches:
        """Fetch the object whole."""
        self.bucket.site.bring(self.bucket.address(one.name), (), into, on_progress)
        return (one.span,)

    def _keys(self, prefix: str) -> Iterator[str]:
        """The names of all objects below a prefix, page by page."""
        site = self.bucket.site
        further: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            asked = {"list-type": "2", "prefix": prefix, **further}
            answer = site.ask(Ask(site.target(self.bucket.address("", **asked))))
            if answer.status != OK:
                raise meaning(site.host, answer.status)
            told = _page(site.host, answer.body)
            yield from (one.text for one in told.iterfind("{*}Contents/{*}Key") if one.text)
            token = told.findtext("{*}NextContinuationToken")
            if not token:
                return
            further = {"continuation-token": token}
        raise ClipSourceUnavailable(f"{site.host} lists without end below {prefix}")


def _page(host: str, body: bytes) -> ET.Element:
    try:
        # Expat bounds what entities may grow to, and the answer's length is bounded too.
        return ET.fromstring(body)  # noqa: S314
    except ET.ParseError as odd:
        raise ClipSourceUnavailable(f"{host} lists objects in another way than S3") from odd


def _read(table: SourceTable) -> Bucket:
    prefix, secret = table.text("prefix", "").strip("/"), table.secret_if_any("secret")
    if (secret is None) == table.fields.has("key"):
        raise table.fields.refuse("key", "the key's id, together with its `secret`")
    bucket, url = table.text("bucket"), table.text("url").rstrip("/")
    in_path = table.fields.truth("path_style") is not False
    return Bucket(
        site=site_at(table, url if in_path else url.replace("://", f"://{bucket}.", 1)),
        name=bucket if in_path else "",
        region=table.text("region", "us-east-1"),
        prefix=f"{prefix}/" if prefix else "",
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
    frozenset({"url", "bucket", "pattern"}),
)
